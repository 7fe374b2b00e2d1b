import { MeshError } from '../../generated/errors.gen.ts';
import { nearest } from '../errors.ts';

/** What is needed of an operation to tell a caller where it is. */
export interface Place {
  readonly method: string;
  readonly path: string;
}

/** `not_found` for a request that no operation takes: the right method, or the nearest paths. */
export function noSuchRoute(method: string, path: string, places: readonly Place[]): MeshError {
  const known = places.find((place) => place.path === path);
  if (known) {
    const right = known.method.toUpperCase();
    return new MeshError('not_found', `${path} does not take ${method}.`, { hint: `Use ${right} ${path}.` });
  }
  const near = nearest(
    path.slice(0, 128),
    places.map((place) => place.path),
  );
  return new MeshError('not_found', `There is no operation at ${path.slice(0, 128)}.`, {
    ...(near.length > 0 && { candidates: near }),
    hint:
      near.length > 0
        ? `Did you mean ${near.join(', ')}?`
        : 'Every operation is POST /v1/<noun>/<verb>; see openapi.yaml.',
  });
}
