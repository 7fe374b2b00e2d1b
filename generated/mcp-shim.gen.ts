#!/usr/bin/env node
// Generated from openapi.yaml by `npm run codegen`. Do not edit.

import { runShim } from '../src/mcp/shim.ts';
import { tools } from './mcp-tools.gen.ts';

const version = '1.0.0';
const specHash = 'd07d517babebe8a59026f718e81a9e3bef67a5ed304ada3399777b18aa1c7aca';

/** What the server says of itself, and the tools it offers. */
export const shim = { name: 'peermesh', title: 'PeerMesh', version, specHash, tools } as const;

/** Serves MCP on stdin and stdout until the client closes them. */
export function startShim(options?: Parameters<typeof runShim>[1]): ReturnType<typeof runShim> {
  return runShim(shim, options);
}

if (import.meta.main) await startShim();
