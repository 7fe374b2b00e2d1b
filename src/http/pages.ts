import type { Head } from './head.ts';

/** Something for people beside the operations of the contract. Host and Origin are looked at before it is asked. */
export interface Page {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  /** Answers a visit. What it throws becomes a problem, like everywhere. */
  answer(visit: Visit): Promise<Response>;
}

/** A request for a page. */
export interface Visit {
  readonly request: Request;
  readonly head: Head;
  /** Throws `unauthenticated` unless the request carries the mesh secret. */
  checkBearer(): void;
}
