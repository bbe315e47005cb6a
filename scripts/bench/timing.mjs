// Times of two bodies in one run: the machine drifts, their ratio does not.
const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)]

/** Milliseconds of a body, run as often as 20 ms hold, so that one collection of garbage does not decide. */
async function batch(body) {
  const started = performance.now()
  let runs = 0
  do {
    await body()
    runs++
  } while (performance.now() - started < 20)
  return (performance.now() - started) / runs
}

/** Median milliseconds of two bodies that take turns, so that both meet the same machine. */
export async function turns(repeats, one, other) {
  const times = [[], []]
  for (let i = 0; i < repeats; i++) {
    times[0].push(await batch(one))
    times[1].push(await batch(other))
  }
  return times.map(median)
}

/** Three seconds of each body. Until then a small text times the compiler of Node; the rows of whole runs hold what a cold start costs. */
export async function warm(...bodies) {
  for (const body of bodies) {
    const started = performance.now()
    while (performance.now() - started < 3000) await body()
  }
}
