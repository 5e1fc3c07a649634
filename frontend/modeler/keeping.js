// The draft on the server: begun with the first change, saved after every pause, kept apart when somebody was faster.
import { send } from '../app/server.js';
import { toast } from '../app/toasts.js';
import { t } from './texts.js';

const PAUSE_MS = 1200;
const CONFLICT = 409;

export class Keeper {
  #timer = 0;
  #turn = Promise.resolve(true);

  constructor(given, xml, status) {
    Object.assign(this, { given, xml, status, draft: given.draft, dirty: false });
    if (this.draft) this.#say(this.draft.saved);
    window.addEventListener('beforeunload', (event) => {
      if (this.dirty) event.preventDefault();
    });
    document.addEventListener('visibilitychange', () => {
      if (document.hidden && this.dirty) this.save();
    });
  }

  touch() {
    this.dirty = true;
    this.#say(t('Not saved yet'));
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.save(), PAUSE_MS);
  }

  /** Save what is drawn now; saves follow each other. Return whether it is kept. */
  save() {
    clearTimeout(this.#timer);
    this.#turn = this.#turn.then(() => this.#save());
    return this.#turn;
  }

  async #save() {
    if (!this.dirty && this.draft) return true;
    this.dirty = false;
    const xml = await this.xml();
    const kept = this.draft ? await this.#over(xml) : await this.#begin(xml);
    if (!kept) {
      this.dirty = true;
      this.#say(t('Not saved'));
    }
    return kept;
  }

  async #over(xml) {
    const answer = await send(this.draft.save, { xml, revision: this.draft.revision }, [CONFLICT]);
    if (!answer) return false;
    const [status, content] = answer;
    if (status !== CONFLICT) return this.#kept(content);
    return this.apart(xml, content.detail);
  }

  /** Somebody was faster: their draft stays, ours becomes another one. */
  async apart(xml, detail) {
    const begun = await this.#begin(xml);
    if (begun) toast(`${detail} ${t('What you drew is kept as a draft of its own.')}`, 'danger');
    return begun;
  }

  async #begin(xml) {
    const answer = await send(this.given.begin, { xml, base: this.given.base });
    return answer ? this.#kept(answer[1]) : false;
  }

  #kept(draft) {
    this.draft = draft;
    history.replaceState(history.state, '', draft.location);
    if (!this.dirty) this.#say(draft.saved);
    return true;
  }

  #say(text) {
    this.status.textContent = text;
  }
}
