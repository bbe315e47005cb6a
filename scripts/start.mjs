// npm start: checks a real broken project that the repository ships, and shows how its repair would look.
import { spawnSync } from 'node:child_process'
import { build, install, root } from './setup.mjs'

install()
build()

const project = 'examples/broken-gpu-project'
const cli = (...args) => {
  console.log(`\n$ gpu-compose ${args.join(' ')}\n`)
  return spawnSync(process.execPath, ['dist/cli.js', ...args], { cwd: root, stdio: 'inherit' }).status
}
// Findings are what the example is for: 1 is the right answer here, 2 would be a failure of ours.
const worst = Math.max(cli('check', project) ?? 2, cli('fix', '--unsafe', '--diff', project) ?? 2)
console.log(`
What to type next:
  node dist/cli.js check YOUR-PROJECT           what is wrong in your own files
  node dist/cli.js fix --diff YOUR-PROJECT      what the safe repairs would change
  node dist/cli.js fix YOUR-PROJECT             make them
  node dist/cli.js explain compose/caps-drop-compute
  npm test                                      every test, a real VS Code included`)
process.exit(worst > 1 ? worst : 0)
