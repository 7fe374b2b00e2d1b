/** What a failed request says of its effect. `refused`: nothing was done, repeat at will. `lost`: it may have been done. */
export type Reach = 'refused' | 'lost';

/** A request that the broker did not answer. */
export class WireError extends Error {
  override readonly name: string = 'WireError';
  readonly reach: Reach;

  constructor(reach: Reach, sentence: string, options?: ErrorOptions) {
    super(sentence, options);
    this.reach = reach;
  }
}

/** Whoever answers at the address cannot prove to know the mesh secret, which was not sent. */
export class UnprovedError extends WireError {
  override readonly name = 'UnprovedError';
}
