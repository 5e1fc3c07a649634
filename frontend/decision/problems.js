// The list of what is wrong with the file, while it is edited.
import { element } from '../app/elements.js';
import { t } from './texts.js';

const place = ({ name, place: where }) => [name, where].filter(Boolean).map((each) => element('bdi', {}, each));

function row(problem) {
  const isError = problem.severity === 'error';
  return element(
    'li', {},
    element('div', {},
      element('span', { class: `badge-tone tone-${isError ? 'danger' : 'warn'}` }, isError ? t('Error') : t('Warning')),
      ...place(problem).flatMap((each) => [' ', each])),
    element('p', {}, problem.text),
  );
}

/** Show problems in a list; say how many there are in the heading. */
export function showProblems(box, heading, problems) {
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  heading.textContent = problems.length
    ? t('{errors} errors, {warnings} warnings', { errors, warnings: problems.length - errors })
    : t('Nothing is wrong');
  heading.className = `badge-tone tone-${errors ? 'danger' : problems.length ? 'warn' : 'ok'}`;
  box.replaceChildren(...problems.map(row));
  box.hidden = !problems.length;
  return errors;
}

