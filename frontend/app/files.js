// form[data-files]: files are dropped on it or chosen, and sent at once; data-limit is the most bytes of one.
import { t } from './texts.js';
import { toast } from './toasts.js';

const MIB = 1024 * 1024;
const formOf = (event) => event.target.closest?.('form[data-files]');

/** Leave out what the server would refuse, and say so. */
function fitting(files, limit) {
  const kept = new DataTransfer();
  for (const file of files) {
    if (file.size <= limit) kept.items.add(file);
    else toast(t('{name} is larger than {size} MB and was not sent.', { name: file.name, size: Math.round((limit / MIB) * 10) / 10 }), 'danger');
  }
  return kept.files;
}

function send(form, files) {
  const input = form.querySelector('input[type=file]');
  input.files = fitting(files, Number(form.dataset.limit));
  if (input.files.length) form.requestSubmit();
}

document.addEventListener('change', (event) => {
  const form = event.target.type === 'file' && formOf(event);
  if (form) send(form, [...event.target.files]);
});

for (const name of ['dragenter', 'dragover', 'dragleave', 'drop']) {
  document.addEventListener(name, (event) => {
    const form = formOf(event);
    if (!form || !event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    form.classList.toggle('is-over', name === 'dragenter' || name === 'dragover');
    if (name === 'drop') send(form, [...event.dataTransfer.files]);
  });
}
