import type { z } from 'zod';
import type * as schemas from '../../generated/schemas.gen.ts';
import type { components } from '../../generated/types.gen.ts';

// Compiled, never run: `npm run types` fails here when a zod schema and a wire type differ.

type Wire = components['schemas'];
type Zods = typeof schemas;

/** Whether two types are the same, optional fields included. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/** Optional fields as JSON has them, absent but never undefined: zod says `?: T | undefined` for them. */
type Json<T> = T extends readonly (infer Item)[]
  ? Json<Item>[]
  : T extends object
    ? { [K in keyof T]: Json<T[K]> } extends infer Fields
      ? { [K in keyof Fields]: Exclude<Fields[K], undefined> }
      : never
    : T;

/** Names of the schemas whose zod schema takes another type than the wire type. */
type Disagreeing = {
  [Name in keyof Wire]: Name extends keyof Zods
    ? Same<Json<z.input<Zods[Name]>>, Json<Wire[Name]>> extends true
      ? never
      : Name
    : Name;
}[keyof Wire];

/** Every schema agrees and none lacks its other half; the compiler names those that do not. */
export const disagreeing: Record<Disagreeing | Exclude<keyof Zods, keyof Wire>, never> = {};

// The check can fail: it tells apart a missing field, an optional one, another literal and another item.
type Sample = { a: string; b?: 'x' | 'y'; c: number[] };
type None<T extends never> = T;
export type Controls = [
  None<Same<Json<Sample>, Json<{ a: string; b?: 'x' | 'y' | undefined; c: number[] }>> extends true ? never : 1>,
  // @ts-expect-error a field is missing
  None<Same<Json<Sample>, Json<{ a: string; c: number[] }>> extends true ? never : 1>,
  // @ts-expect-error a field is not optional
  None<Same<Json<Sample>, Json<{ a: string; b: 'x' | 'y'; c: number[] }>> extends true ? never : 1>,
  // @ts-expect-error a literal is missing
  None<Same<Json<Sample>, Json<{ a: string; b?: 'x'; c: number[] }>> extends true ? never : 1>,
  // @ts-expect-error the items differ
  None<Same<Json<Sample>, Json<{ a: string; b?: 'x' | 'y'; c: string[] }>> extends true ? never : 1>,
];
