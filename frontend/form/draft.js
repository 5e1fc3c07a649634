// Keeps what was filled in on the server (data-draft), a few seconds after typing and on leaving.
// Two tabs with the same form: the later one asks before it overwrites the other.
import { ask } from '../app/dialogs.js';
import { reportFailure } from '../app/problems.js';
import { element } from '../app/elements.js';
import { requestHeaders } from '../app/session.js';
import { t } from './texts.js';

const PAUSE_MS = 2500;
const MOST_ON_LEAVING = 60000; // browsers send no more behind a closed page

export class Draft {
  #timer;
  #saved;
  #state = 'kept';

  constructor(host, form) {
    Object.assign(this, { host, form, revision: Number(host.dataset.revision) });
    this.note = element('p', { class: 'field-hint', role: 'status' });
    host.after(this.note);
    this.#saved = this.#now();
    // form-js itself settles some values right after the first drawing
    requestAnimationFrame(() => requestAnimationFrame(() => (this.#saved = this.#now())));
    form.on('changed', () => this.#later());
    window.addEventListener('pagehide', () => this.#leave());
    document.addEventListener('visibilitychange', () => document.hidden && this.#leave());
  }

  /** Say whether something would be lost by leaving. */
  get unsafe() {
    return this.#state !== 'over' && this.#now() !== this.#saved && (this.#state !== 'kept' || this.#now().length > MOST_ON_LEAVING);
  }

  /** Save nothing while the answers are being sent. */
  hold() {
    clearTimeout(this.#timer);
  }

  /** The form is done with. */
  end() {
    this.hold();
    this.#state = 'over';
  }

  #now() {
    return JSON.stringify(this.form._getSubmitData());
  }

  #later() {
    clearTimeout(this.#timer);
    if (this.#state !== 'over') this.#timer = setTimeout(() => this.save(), PAUSE_MS);
  }

  #leave() {
    if (this.#state === 'kept' && this.#now() !== this.#saved && !this.host.ariaBusy) this.save({ keepalive: true });
  }

  #send(content, revision, keepalive) {
    return fetch(this.host.dataset.draft, {
      method: 'POST',
      keepalive,
      headers: { ...requestHeaders(), 'Content-Type': 'application/json', Accept: 'application/json' },
      body: `{"variables":${content},"revision":${revision}}`,
    });
  }

  async save({ keepalive = false, revision = this.revision } = {}) {
    this.hold();
    const content = this.#now();
    if (content === this.#saved || this.#state === 'over' || this.saving) return;
    this.saving = true;
    try {
      const answer = await this.#send(content, revision, keepalive);
      const told = await answer.json().catch(() => null);
      if (answer.ok) this.#kept(content, told.revision);
      else await this.#refused(answer.status, told);
    } catch {
      this.#state = 'failed';
      this.note.textContent = t('Not kept: the server cannot be reached.');
    } finally {
      this.saving = false;
      if (this.#state === 'kept' && this.#now() !== content) this.#later();
    }
  }

  #kept(content, revision) {
    Object.assign(this, { revision });
    this.#saved = content;
    this.#state = 'kept';
    this.note.textContent = t('Your answers are kept until you send them.');
  }

  async #refused(status, problem) {
    this.#state = 'failed';
    this.note.textContent = t('Your answers are not kept.');
    if (problem?.code === 'draft_changed') await this.#choose();
    else {
      if (status === 409) this.end(); // the task has ended: nothing to keep any more
      await reportFailure(status, problem);
    }
  }

  async #choose() {
    const chosen = await ask({
      title: t('You have changed this form in another tab or window'),
      body: t('Which answers do you want to go on with?'),
      actions: [{ text: t('Those of the other one'), value: 'other' }, { text: t('Those here'), value: 'here', kind: 'btn-primary' }],
    });
    if (chosen === 'other') {
      this.end();
      location.reload();
    } else if (chosen === 'here') {
      this.saving = false;
      await this.save({ revision: null });
    }
  }
}
