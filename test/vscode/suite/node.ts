import path from 'node:path'
import Mocha from 'mocha'
import { finish, options } from './report'

/** Called inside the Node extension host. */
export function run(): Promise<void> {
  const mocha = new Mocha(options)
  for (const name of ['tests.js', 'machine.js']) mocha.addFile(path.join(__dirname, name))
  return finish((done) => mocha.run(done))
}
