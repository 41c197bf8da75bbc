// Asks until it is so. The reason in the error is what the last question brought.

/** Long enough for a machine that has four times as much to do as it has processors. Nobody waits so long for what comes. */
export const LIMIT_MS = 90_000;

export async function eventually(question, what = 'the condition', limitMs = LIMIT_MS) {
  const deadline = Date.now() + limitMs;
  for (;;) {
    if (await question()) return;
    if (Date.now() > deadline) throw new Error(`${what}: not within ${limitMs / 1000} s`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Waits until a reading satisfies an assertion, and gives the assertion's own error if it never does. */
export async function eventuallyAsserts(read, assertion, limitMs = LIMIT_MS) {
  const deadline = Date.now() + limitMs;
  for (;;) {
    const value = await read();
    try {
      assertion(value);
      return value;
    } catch (error) {
      if (Date.now() > deadline) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
