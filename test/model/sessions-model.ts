/** What a home knows: its owner key, if it made one, and the session tokens whose answers reached it, oldest first. */
export interface Home {
  readonly name: string;
  readonly ownerKey?: string;
  readonly tokens: { readonly token: string; readonly label: string }[];
}

/** A message that waits in a mailbox, and the lease it was last given out with. */
export interface Waiting {
  readonly body: string;
  attempt: number;
  leaseUntil: number;
  handed?: { readonly id: string; readonly lease: string };
}

/** A label with its inbox, and whoever may open it. Times are milliseconds. */
export interface Mailbox {
  readonly label: string;
  readonly peerId: string;
  owner: string | undefined;
  session: string;
  /** Whether the session token was ever used. */
  used: boolean;
  /** The last token that somebody is known to have got: good until the session token is used, whose answer may have been lost. */
  trusted: string | undefined;
  live: boolean;
  lastCall: number;
  /** Whether the broker crashed before it wrote the last call down. */
  forgotten: boolean;
  written: boolean;
  readonly inbox: Waiting[];
}

/** A registration as a home asks for it. */
export interface Claim {
  readonly label: string;
  readonly resume: string | undefined;
  readonly ownerKey: string | undefined;
}

const onlineMs = 45_000;
const maxAttempts = 20;

/** What the mesh promises about sessions and presence. */
export class SessionsModel {
  now: number;
  readonly mailboxes = new Map<string, Mailbox>();
  readonly homes: readonly Home[];
  #started: { at: number; clean: boolean };

  constructor(homes: readonly Home[], now: number) {
    this.homes = homes;
    this.now = now;
    this.#started = { at: now, clean: true };
  }

  /** Whether a peer is to be shown as offline; undefined where a crash leaves both open, for 45 s at most. */
  isOffline({ live, lastCall, forgotten }: Mailbox): boolean | undefined {
    if (!live) return true;
    if (this.now - lastCall <= onlineMs) return forgotten ? undefined : false;
    const { at, clean } = this.#started;
    if (this.now - at > onlineMs || (clean && lastCall < at - onlineMs)) return true;
    return clean && !forgotten ? false : undefined;
  }

  /** The labels that a claim may get, in order of preference; more than one only where presence is open. */
  outcomes(claim: Claim): string[] {
    const base = claim.label.replace(/#\d+$/, '');
    const numbered = Array.from({ length: 20 }, (_, n) => `${base}#${n + 2}`).filter((label) => label !== claim.label);
    const possible: string[] = [];
    for (const label of [claim.label, ...numbered]) {
      const verdict = this.#mayOpen(this.mailboxes.get(label), claim);
      if (verdict !== false) possible.push(label);
      if (verdict === true) break;
    }
    return possible;
  }

  #mayOpen(known: Mailbox | undefined, { resume, ownerKey }: Claim): boolean | undefined {
    if (!known) return true;
    if (isHeld(known, resume)) return true;
    if (ownerKey === undefined || ownerKey !== known.owner) return false;
    return known.used ? this.isOffline(known) : true;
  }

  /** Opens a session; answers whether the mailbox was known. */
  open(label: string, { resume, ownerKey }: Claim, peerId: string, session: string): boolean {
    const known = this.mailboxes.get(label);
    const now = { session, used: false, live: true, lastCall: this.now, forgotten: false, written: true };
    if (!known) {
      this.mailboxes.set(label, { label, peerId, owner: ownerKey, trusted: undefined, inbox: [], ...now });
      return false;
    }
    const trusted = isHeld(known, resume) ? resume : known.used ? known.session : known.trusted;
    Object.assign(known, { ...now, trusted, owner: known.owner ?? ownerKey });
    for (const message of known.inbox) message.leaseUntil = 0;
    return true;
  }

  /** The mailbox whose live session a token is; the call counts as a sign of life. */
  call(token: string): Mailbox | undefined {
    const mailbox = [...this.mailboxes.values()].find(({ session, live }) => live && session === token);
    if (mailbox) {
      Object.assign(mailbox, { used: true, trusted: undefined, lastCall: this.now, forgotten: false, written: false });
    }
    return mailbox;
  }

  leave(mailbox: Mailbox): void {
    mailbox.live = false;
    for (const message of mailbox.inbox) message.leaseUntil = 0;
  }

  /** Leases all that is ready, oldest first. */
  take(mailbox: Mailbox, seconds: number): Waiting[] {
    this.#bury(mailbox);
    const ready = mailbox.inbox.filter(({ leaseUntil }) => leaseUntil <= this.now);
    for (const message of ready) {
      message.attempt++;
      message.leaseUntil = this.now + seconds * 1000;
    }
    return ready;
  }

  sweep(): void {
    for (const mailbox of this.mailboxes.values()) {
      mailbox.written = true;
      this.#bury(mailbox);
    }
  }

  restart(clean: boolean): void {
    if (clean) this.sweep();
    for (const mailbox of this.mailboxes.values()) mailbox.forgotten ||= !mailbox.written;
    this.#started = { at: this.now, clean };
  }

  /** What was given out 20 times is not offered again. */
  #bury({ inbox }: Mailbox): void {
    const kept = inbox.filter(({ attempt, leaseUntil }) => attempt < maxAttempts || leaseUntil > this.now);
    inbox.splice(0, Number.POSITIVE_INFINITY, ...kept);
  }
}

const isHeld = ({ session, trusted }: Mailbox, token: string | undefined) =>
  token !== undefined && (token === session || token === trusted);
