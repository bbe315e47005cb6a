import 'mocha/mocha.js'
import { finish, options } from './report'

/** Called inside the web worker extension host. */
export async function run(): Promise<void> {
  mocha.setup(options)
  await import('./tests')
  return finish((done) => mocha.run(done))
}
