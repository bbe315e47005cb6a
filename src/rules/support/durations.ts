/** `ms` stands before `m`: the first that fits is taken. */
const UNITS: Readonly<Record<string, number>> = {
  ns: 1e-9,
  us: 1e-6,
  µs: 1e-6,
  μs: 1e-6,
  ms: 1e-3,
  s: 1,
  m: 60,
  h: 3600,
  d: 86_400,
  w: 604_800,
}

const PART = String.raw`(\d+\.?\d*|\.\d+)(${Object.keys(UNITS).join('|')})`
const DURATION = new RegExp(`^[+-]?(?:0|(?:${PART})+)$`)

/** True for what Compose reads as a duration (measured: Compose 2.40.3). */
export const isDuration = (text: string): boolean => DURATION.test(text)

/** Seconds of a duration as Compose reads it (`1m30s`); undefined for what is none. */
export function secondsOf(text: string | undefined): number | undefined {
  if (text === undefined || !isDuration(text)) return undefined
  const parts = [...text.matchAll(new RegExp(PART, 'g'))]
  return parts.reduce((sum, [, count, unit = 's']) => sum + Number(count) * (UNITS[unit] ?? 0), 0)
}
