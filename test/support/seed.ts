import fc from 'fast-check'

/**
 * The same generated cases in every run, so that a red build shows a change of the code and not of the dice.
 * `FC_SEED=random npx vitest run …` rolls them; a number repeats a run.
 */
const wanted = process.env.FC_SEED ?? '20261122'
if (wanted !== 'random') fc.configureGlobal({ seed: Number(wanted) })
