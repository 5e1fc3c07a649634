// The texts of the libraries that draw diagrams: where they are translated, and which there are.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const HERE = path.dirname(fileURLToPath(import.meta.url));
const packages = path.join(HERE, 'node_modules');
const read = (file) => fs.readFileSync(path.join(packages, file), 'utf8');

const entry = '<span class="bts-text" title="${ text }">${text}</span>';
const escaped = '<span class="bts-text" title="${ __e(__t(text)) }">${ __e(__t(text)) }</span>';

/** What bpmn-js-token-simulation 0.39 shows without translating it; names of elements come as text, never as HTML. */
export const SIMULATION = {
  'log/Log.js': [
    [entry, escaped], ['aria-label="Close"', 'aria-label="${ __t(\'Close\') }"'],
    ['\'<p class="bts-entry placeholder">No Entries</p>\'', "`<p class=\"bts-entry placeholder\">${ __t('No entries') }</p>`"], ['>No Entries<', ">${ __t('No entries') }<"], ['title="Toggle Simulation Log"', 'title="${ __t(\'Simulation log\') }"'], ['Simulation Log', "${ __t('Simulation log') }"],
  ],
  'notifications/Notifications.js': [[entry, escaped]],
  'element-support/ElementSupport.js': [
    ["'Found unsupported elements'", "__t('Some elements cannot be simulated')"], ["text: 'Not supported'", "text: __t('Cannot be simulated')"],
  ],
  'pause-simulation/PauseSimulation.js': [
    ['title="Play/Pause Simulation"', 'title="${ __t(\'Go on or pause\') }"'], ["text: 'Pause Simulation'", "text: __t('Paused')"], ["text: 'Play Simulation'", "text: __t('Goes on')"],
  ],
  'reset-simulation/ResetSimulation.js': [['title="Reset Simulation"', 'title="${ __t(\'Begin again\') }"'], ["text: 'Reset Simulation'", "text: __t('Begin again')"]],
  'set-animation-speed/SetAnimationSpeed.js': [
    ["[ 'Slow', 0.5 ]", "[ __t('Slow'), 0.5 ]"], ["[ 'Normal', 1 ]", "[ __t('Normal'), 1 ]"], ["[ 'Fast', 2 ]", "[ __t('Fast'), 2 ]"],
    ['title="Set animation speed = ${ label }"', 'title="${ label }"'],
  ],
  'simulation-state/SimulationState.js': [["text: 'Finished'", "text: __t('Finished')"]],
  'show-scopes/ShowScopes.js': [['title="Focus process instance ${scope.id}"', 'title="${scope.id}"']],
  'context-pads/handler/ExclusiveGatewayHandler.js': [['title="Set Sequence Flow"', 'title="${ __t(\'Take another flow\') }"']],
  'context-pads/handler/InclusiveGatewayHandler.js': [['title="Set Sequence Flow"', 'title="${ __t(\'Take another flow\') }"']],
  'context-pads/handler/PauseHandler.js': [["${ wait ? 'Remove' : 'Add' } pause point", "${ wait ? __t('Do not wait here') : __t('Wait here') }"]],
  'context-pads/handler/TriggerHandler.js': [['title="Trigger Event"', 'title="${ __t(\'Trigger it\') }"']],
};

/** What stands before each of those files. */
export const SIMULATION_HEADER = `import { libraryText as __t } from ${JSON.stringify(path.join(HERE, 'modeler/texts.js'))};
const __e = (text) => String(text).replace(/[&<>"]/g, (each) => '&#' + each.charCodeAt(0) + ';');
`;

const RULES = ['label-required', 'superfluous-gateway', 'no-overlapping-elements', 'fake-join', 'no-gateway-join-fork', 'no-duplicate-sequence-flows'];
const LABELS = ['popup-menu/PopupEntries.js', 'replace/ReplaceOptions.js'];
const REFUSALS = ['flow elements must be children of pools/participants', 'Data object must be placed within a pool/participant.'];
const quoted = (source, before) => [...source.matchAll(new RegExp(`${before}(['"])((?:(?!\\1).)+)\\1`, 'g'))].map(([, , text]) => text);

/** Return the texts that bpmn-js, the rules of bpmnlint and the simulation show. */
export function bpmnJsTexts() {
  const texts = new Set(REFUSALS);
  for (const part of ['bpmn-js/lib', 'diagram-js/lib', 'diagram-js-minimap/dist']) {
    for (const name of fs.readdirSync(path.join(packages, part), { recursive: true }).filter((each) => each.endsWith('.js') && each !== 'index.js' && !each.includes('umd'))) {
      for (const text of quoted(read(path.join(part, name)), '\\b_?translate\\(\\s*')) texts.add(text);
    }
  }
  for (const name of LABELS) for (const text of quoted(read(`bpmn-js/lib/features/${name}`).replace(/^\s*\/\/.*$/gm, ''), 'label: ')) texts.add(text);
  for (const name of RULES) for (const text of quoted(read(`bpmnlint/rules/${name}.js`), 'reporter\\.report\\([\\w.]+, ')) texts.add(text);
  for (const [, wanted] of Object.values(SIMULATION).flat()) for (const text of quoted(wanted, '__t\\(')) texts.add(text);
  for (const text of ['HELLO {you}', ' + shift + ', ' + x + ']) texts.delete(text);
  return texts;
}
