// Sends the answers: one request at a time, faults back to their fields, nothing typed is lost.
import { reportFailure, reportUnreachable } from '../app/problems.js';
import { requestHeaders } from '../app/session.js';
import { showServerErrors, summarise } from './errors.js';

export class Sending {
  constructor(host, form, { onSent }) {
    Object.assign(this, { host, form, onSent });
    this.button = null;
    this.busy = false;
    // a page that the browser kept comes back as it was left: still sending
    window.addEventListener('pageshow', (event) => event.persisted && this.#rest());
  }

  get buttons() {
    return document.querySelectorAll(`[data-form-submit="${CSS.escape(this.host.id)}"]`);
  }

  /** The fields of the page that go along, data-form-field="id of the form". */
  get fields() {
    return document.querySelectorAll(`[data-form-field="${CSS.escape(this.host.id)}"]`);
  }

  /** Let a button send; pressing it must not move it by closing the field that is being edited. */
  listen(button) {
    button.addEventListener('mousedown', (event) => event.preventDefault());
    button.addEventListener('click', () => this.press(button));
  }

  /** Check and send as this button says. */
  press(button) {
    if (this.busy) return;
    // a field hands over what was typed when it loses the focus
    if (this.host.contains(document.activeElement)) document.activeElement.blur();
    this.button = button;
    this.form.submit();
  }

  /** Take what the form hands over when it is submitted, by our button or its own. */
  async take({ data, errors }) {
    if (this.busy) return;
    summarise(this.host, this.form);
    if (Object.keys(errors).length) return;
    this.#busy(true);
    let leaving = false;
    try {
      leaving = await this.#send(data);
    } catch {
      reportUnreachable();
    } finally {
      if (!leaving) this.#rest(); // until the next page is there, this one must not send again
    }
  }

  #rest() {
    this.#busy(false);
    this.button = null;
  }

  #busy(busy) {
    this.busy = busy;
    this.host.ariaBusy = busy ? 'true' : null;
    for (const button of this.buttons) button.disabled = busy;
  }

  /** Send, and say whether the browser goes to another page. */
  async #send(variables) {
    const more = JSON.parse(this.button?.dataset.body ?? '{}');
    for (const field of this.fields) more[field.name] = field.value;
    const answer = await fetch(this.host.dataset.submit, {
      method: 'POST',
      headers: { ...requestHeaders(), 'Content-Type': 'application/json', Accept: 'application/json' },
      body: JSON.stringify({ variables, ...more }),
    });
    const content = await answer.json().catch(() => null); // an empty answer has its status only
    if (answer.ok && content?.location) {
      this.onSent();
      location.assign(content.location);
      return true;
    }
    if (answer.status === 422 && content?.errors) {
      summarise(this.host, this.form, showServerErrors(this.form, content.errors));
    } else {
      await reportFailure(answer.ok ? 500 : answer.status, content);
    }
    return false;
  }
}
