/** A fault seeded into a copy of the project, and the test that has to notice it. */
export interface Mutant {
  readonly name: string;
  /** Where which text becomes which other; each is there exactly once. */
  readonly edits: readonly { readonly file: string; readonly from: string; readonly to: string }[];
  /** File of the test, and its title or a part of it. */
  readonly test: readonly [file: string, title: string];
}

const one = (name: string, file: string, from: string, to: string, test: Mutant['test']): Mutant => ({
  name,
  edits: [{ file: `src/${file}`, from, to }],
  test: [`test/${test[0]}`, test[1]],
});

/** Each breaks one promise. */
export const mutants: readonly Mutant[] = [
  one(
    'a poll acknowledges what it gives out',
    'service/messages.ts',
    "if (input.ack === 'auto')",
    "if (input.ack !== 'never')",
    ['operations/messages-poll.test.ts', 'offers a message again, flagged'],
  ),
  one('commits are not synced', 'sqlite/connections.ts', 'synchronous: 2,', 'synchronous: 1,', [
    'sqlite/settings.test.ts',
    'the writer has synchronous = 2',
  ]),
  one(
    'answers go out before the commit',
    'sqlite/batch.ts',
    'operation.settle = () => operation.resolve(answer as never);',
    'operation.resolve(answer as never); operation.settle = () => {};',
    ['sqlite/batch.test.ts', 'answers nobody before the commit'],
  ),
  one('a failed operation is not undone', 'sqlite/batch.ts', '        undo.run();\n', '', [
    'sqlite/batch.test.ts',
    'undoes an operation that throws, and it alone',
  ]),
  one(
    'an I/O error is not fatal',
    'sqlite/errors.ts',
    '/^SQLITE_(IOERR|CORRUPT|NOTADB)/',
    '/^SQLITE_(CORRUPT|NOTADB)/',
    ['sqlite/fatal.test.ts', 'after an I/O error the batch'],
  ),
  one('two brokers may share a home', 'sqlite/lock.ts', "database.exec('BEGIN EXCLUSIVE')", "database.exec('BEGIN')", [
    'sqlite/lock.test.ts',
    'a second broker is told who holds the home',
  ]),
  one(
    'an empty database passes for the one before',
    'sqlite/identity.ts',
    'if (known === undefined ||',
    'if (known === undefined || !found?.identity ||',
    ['sqlite/identity.test.ts', 'an empty database is refused'],
  ),
  one(
    'idempotency keys are ignored',
    'service/once.ts',
    'if (key === undefined) return work();',
    'if (key !== null) return work();',
    ['operations/messages.test.ts', 'does its work once per idempotency key'],
  ),
  one('redelivered is never set', 'service/inbox.ts', 'redelivered: attempt > 1', 'redelivered: attempt < 0', [
    'operations/messages-poll.test.ts',
    'offers a message again, flagged',
  ]),
  one(
    'leases are forgotten',
    'sqlite/message-leases.ts',
    'lease: (peer, seq, epoch, now, until) => void lease.run({ peer, seq, epoch, now, until }),',
    'lease: () => {},',
    ['operations/messages-poll.test.ts', 'has the lease on disk before it answers'],
  ),
  one(
    'a session that has ended goes on polling',
    'service/messages.ts',
    'if ((await tx.peers.liveEpoch(num)) !== caller.epoch)',
    'if ((await tx.peers.liveEpoch(num)) === undefined)',
    ['operations/messages-poll.test.ts', 'leases nothing to a session that is replaced'],
  ),
  one(
    'a lease of any attempt may be given back',
    'service/inbox.ts',
    'delivery.lease_until! > now && lease === leaseOf(delivery, delivery.lease_epoch!)',
    'delivery.lease_until! > now',
    ['operations/messages-ack.test.ts', 'answers stale_lease to who releases or extends'],
  ),
  one(
    'expired messages are given out until they are swept',
    'sqlite/message-leases.ts',
    'AND d.state = 0 AND d.expires_at > @now\n',
    'AND d.state = 0 AND @now > 0\n',
    ['operations/messages-poll.test.ts', 'never gives out a message whose time to live has ended'],
  ),
  one('expired entries are read until they are swept', 'sqlite/memory.ts', 'm.expires_at > @now)', '@now > 0)', [
    'operations/memory.test.ts',
    'has an entry until the instant it expires',
  ]),
  one(
    'compare-and-set does not compare',
    'service/memory.ts',
    'if (expected === undefined ||',
    'if (expected !== null ||',
    ['operations/memory.test.ts', 'setMemory with if_version writes over that version only'],
  ),
  one('a stale claim number passes', 'service/task-rules.ts', '!(mine.held && claim === task.claim)', '!mine.held', [
    'operations/tasks-update.test.ts',
    'to a holder that names none or another',
  ]),
  one(
    'anybody claims what another holds',
    'service/task-rules.ts',
    'if (task.holder !== null) {\n    const holder',
    'if (task.holder === -1) {\n    const holder',
    ['operations/tasks-claim.test.ts', 'claimTask answers conflict, with who holds it'],
  ),
  {
    name: 'raw text reaches MATCH',
    edits: [
      {
        file: 'src/service/memory-search.ts',
        from: 'const words = readQuery(input.query);',
        to: 'const words = [{ text: input.query, prefix: false }];',
      },
      { file: 'src/sqlite/memory-index.ts', from: `: \`"\${word.text}"\`)`, to: ': word.text)' },
    ],
    test: ['test/operations/memory-search.test.ts', 'takes any text'],
  },
  one(
    'the Host is not looked at',
    'http/admission.ts',
    'if (!own.has(name) && !named.has(name) && !named.has(given))',
    'if (!given && !own.has(name))',
    ['http/admission.test.ts', 'evil.example'],
  ),
  one(
    'the Origin is not looked at',
    'http/admission.ts',
    'if (origin === undefined || origins.has(origin as string)) return;',
    'if (origin !== null) return;',
    ['http/admission.test.ts', 'may not ask'],
  ),
  one(
    'a prefix of the secret admits',
    'http/bearer.ts',
    'given.length === wanted.length && timingSafeEqual(given, wanted)',
    'given.length > 0 && wanted.subarray(0, given.length).equals(given)',
    ['http/auth.test.ts', 'refuses a prefix as proof of admission'],
  ),
  one(
    'any session token names a caller',
    'http/app.ts',
    'if (caller === undefined) throw',
    'if (caller === null) throw',
    ['http/auth.test.ts', 'proves no caller'],
  ),
  one(
    'any content type is taken',
    'http/body.ts',
    "if (type !== 'application/json' && !JSON_TYPE.test(type ?? ''))",
    "if (type === '')",
    ['http/body.test.ts', ''],
  ),
  one(
    'errors are logged with all that hangs on them',
    'log.ts',
    'serializers: { err: describe },',
    'serializers: { err: (error) => ({ ...error, message: error.message, stack: error.stack }) },',
    ['http/log.test.ts', 'no secret, token, body'],
  ),
  one(
    'a restored database keeps its epoch',
    'sqlite/identity.ts',
    'stored.epoch === known?.epoch',
    'stored.epoch !== null',
    ['sqlite/identity.test.ts', ''],
  ),
  one('no copy is made before a migration', 'sqlite/migrate.ts', 'if (version > 0) await', 'if (version < 0) await', [
    'sqlite/migrate.test.ts',
    'a private copy from before it',
  ]),
  one(
    'the number of a schema is written after its commit',
    'sqlite/migrate.ts',
    'database.pragma(`user_version = ',
    "database.exec('COMMIT; BEGIN'); database.pragma(`user_version = ",
    ['reliability/upgrade-kill.check.ts', ''],
  ),
  one(
    'a shim acknowledges what it shows at once',
    'mcp/ledger.ts',
    'open.set(id, { id, lease, intent });',
    'due.set(id, { id, lease });',
    ['mcp/delivery.test.ts', 'only a request after the answer'],
  ),
  one(
    'a broker need not prove itself',
    'mcp/prove.ts',
    "typeof proof === 'string' && isProof(proof, secret, nonce)",
    'proof !== null',
    ['mcp/session.test.ts', 'another program on the port'],
  ),
  one('two sessions share one file', 'mcp/lock.ts', '=== SQLITE_BUSY) return undefined', '=== -1) return undefined', [
    'mcp/session.test.ts',
    'two sessions of one label at once',
  ]),
  one(
    'the outbox forgets with the process',
    'mcp/outbox.ts',
    'readAll(directory).map(',
    "readAll(directory + '-').map(",
    ['mcp/delivery.test.ts', 'an outbox keeps order and keys across processes'],
  ),
];
