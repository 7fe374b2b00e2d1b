import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Client, clients } from './guide.ts';
import { expectStoryIn, story } from './witness.ts';
import { openWorkplace } from './workplace.ts';

/** What a language needs on the machine, and how its scenario is built and run once the client is there. */
const languages: Record<string, { needs: string[]; run: string }> = {
  python: { needs: ['python3'], run: 'python scenario.py' },
  go: { needs: ['go'], run: 'go run .' },
  java: {
    needs: ['javac', 'mvn'],
    run: "java -cp 'classes:peermesh/target/*:peermesh/target/lib/*' Scenario.java",
  },
  php: { needs: ['php'], run: 'php scenario.php' },
  rust: { needs: ['cargo'], run: 'cargo run --quiet --locked' },
};

/** Tools of the language that this machine lacks. CI has all of them. */
function lacking({ language }: Client): string[] {
  const { needs } = languages[language]!;
  return process.env.CI ? [] : needs.filter((tool) => spawnSync('which', [tool]).status !== 0);
}

// Backwards, since the compilers that take longest stand at the end of the guide.
test.concurrent.for(clients().toReversed())('$name: the scenario passes', async (client, { skip, onTestFinished }) => {
  const missing = lacking(client);
  skip(missing.length > 0, `not installed here: ${missing.join(', ')}`);
  const place = await openWorkplace(join(import.meta.dirname, client.name));
  onTestFinished(place.close);
  const printed = await place.run(`{\n${client.commands}} >&2\n${languages[client.language]!.run}`);
  expect(printed.trim().split('\n')).toEqual(story);
  await expectStoryIn(place.broker);
});
