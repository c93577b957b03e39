// Puts a passkey into the form that it stands in, and sends the form.
const supported = typeof window.PublicKeyCredential?.parseRequestOptionsFromJSON === 'function';

async function ask(url, headers, signal) {
  const response = await fetch(url, { method: 'POST', headers, signal });
  if (!response.ok) {
    throw new Error(`The server answered ${response.status}.`);
  }
  return await response.json();
}

customElements.get('passkey-submit') ?? customElements.define('passkey-submit', class extends HTMLElement {
  static formAssociated = true;

  connectedCallback() {
    this.internals = this.attachInternals();
    this.internals.form.addEventListener('submit', event => {
      if (event.submitter?.name === '__passkey') {
        event.preventDefault();
        this.submit();
      }
    });
    this.offerWhileTyping();
  }

  disconnectedCallback() {
    this.abort?.abort();
  }

  async credential(mediation, signal) {
    if (!supported) {
      throw new Error('This browser, or a page without HTTPS, cannot use passkeys.');
    }
    const headers = { [this.getAttribute('token-header')]: this.getAttribute('token') };
    if (this.getAttribute('operation') === 'create') {
      const options = await ask('/account/passkeys/creation-options', headers, signal);
      return await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options), signal });
    }
    const options = await ask('/account/passkeys/request-options', headers, signal);
    return await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options), mediation, signal });
  }

  async submit(mediation) {
    this.abort?.abort();
    this.abort = new AbortController();
    const name = this.getAttribute('name');
    const form = new FormData();
    try {
      form.append(`${name}.CredentialJson`, JSON.stringify(await this.credential(mediation, this.abort.signal)));
    } catch (error) {
      // An aborted request was replaced by another; one that nobody asked for fails in silence.
      if (error.name === 'AbortError' || mediation === 'conditional') {
        return;
      }
      form.append(`${name}.Error`, error.name === 'NotAllowedError' ? 'No passkey was given.' : error.message);
    }
    this.internals.setFormValue(form);
    this.internals.form.submit();
  }

  async offerWhileTyping() {
    if (supported && this.getAttribute('operation') === 'request' && await PublicKeyCredential.isConditionalMediationAvailable?.()) {
      await this.submit('conditional');
    }
  }
});
