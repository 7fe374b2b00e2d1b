import { hash } from 'node:crypto';

const shared = {
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

/** Answers a text as it is, under a type that browsers show and do not run. */
export function text(status: number, body: string, type = 'text/plain; charset=utf-8'): Response {
  const headers = {
    ...shared,
    'Content-Type': type,
    'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  };
  return new Response(body, { status, headers });
}

/**
 * Answers a page that may run the scripts that stand in it and no others, style itself, and reach nothing. Its styles are free because
 * Redoc makes them as it goes.
 */
export function page(html: string, headers: Record<string, string> = {}): Response {
  const scripts = [...html.matchAll(/<script[^>]*>(.*?)<\/script>/gs)].map(
    ([, code]) => `'sha256-${hash('sha256', code!, 'base64')}'`,
  );
  const policy = [
    "default-src 'none'",
    `script-src ${scripts.join(' ') || "'none'"}`,
    "style-src 'unsafe-inline'",
    "img-src 'self' data:",
    'font-src data:',
    'worker-src blob:',
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ];
  const type = { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': policy.join('; ') };
  return new Response(html, { headers: { ...shared, ...type, ...headers } });
}
