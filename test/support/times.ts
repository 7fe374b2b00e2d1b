/** When every test begins, by the broker's clock: milliseconds since 1970. */
export const start = Date.UTC(2026, 10, 23, 8);

/** In seconds. */
export const minute = 60;
/** In seconds. */
export const day = 24 * 60 * minute;

/** The instant so many seconds after the test began, as answers write it. */
export const at = (seconds: number): string => new Date(start + seconds * 1000).toISOString();
