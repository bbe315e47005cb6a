import path from 'node:path'
import Mocha from 'mocha'
import { finish, options } from './report'

/** Called inside the Node extension host. */
export function run(): Promise<void> {
  const mocha = new Mocha(options)
  mocha.addFile(path.join(__dirname, 'tests.js'))
  return finish((done) => mocha.run(done))
}
