/// <reference types="mocha" />

/** What `run.mjs --only=WORDS` names. */
declare const TITLES: string

export const options = { ui: 'tdd', timeout: 20_000, reporter: 'base', ...(TITLES && { grep: TITLES }) } as const

/** Runs the suite and prints one line a test, then the line that is counted. */
export function finish(run: (done: (failures: number) => void) => Mocha.Runner): Promise<void> {
  console.log('suite started')
  return new Promise((resolve, reject) => {
    const end = (failures: number) => (failures > 0 ? reject(new Error(`${failures} tests failed`)) : resolve())
    // Nothing runs before the next turn of the loop: the report is there in time.
    report(run(end))
  })
}

function report(runner: Mocha.Runner): void {
  const count = { passed: 0, failed: 0, skipped: 0 }
  runner.on('pass', (test) => {
    count.passed++
    console.log(`  ok ${test.fullTitle()} (${test.duration} ms)`)
  })
  runner.on('fail', (test, error) => {
    count.failed++
    console.log(`  FAIL ${test.fullTitle()}: ${error.message.replaceAll('\n', ' ')}`)
  })
  runner.on('pending', (test) => {
    count.skipped++
    console.log(`  skip ${test.fullTitle()}`)
  })
  runner.on('end', () => console.log(`${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`))
}
