import type { Contract } from '../shape.ts';
import type { Path } from '../spec.ts';

/** Reports one refusal: the path to what is wrong, the fault, and what to do about it. */
export type Refuse = (path: Path, what: string, remedy: string) => void;

/** Looks at a contract of the right shape and refuses what would make a wrong output. */
export type Rule = (contract: Contract, refuse: Refuse) => void;
