// Installs the packaged extension and uses it as a person would, through the workbench itself. Leaves screenshots in out/vscode/.
import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { out, vsix } from './bundle.mjs'
import { cleanEnv, serverArgs, startBrowser, startServer } from './code-server.mjs'
import { editors, nodeBin, root, serverMain } from './editors.mjs'

const editor = editors.newest
const work = fs.mkdtempSync(path.join(os.tmpdir(), 'gpu-compose-ui-'))
const dirs = { userDataDir: path.join(work, 'user'), extensionsDir: path.join(work, 'extensions') }
const folder = path.join(work, 'gpu-project')
const picture = path.join(root, 'docs/media/squiggles.png')
const renews = process.argv.includes('--picture')
fs.cpSync(path.join(root, 'examples/broken-gpu-project'), folder, { recursive: true })
fs.writeFileSync(path.join(folder, 'plain.yaml'), 'name: none of ours\n')

const count = { passed: 0, failed: 0 }
const open = []
const look = {
  'workbench.colorTheme': 'Default Dark Modern',
  'editor.minimap.enabled': false,
  'editor.stickyScroll.enabled': false,
  'editor.scrollBeyondLastLine': false,
  'workbench.layoutControl.enabled': false,
  'window.commandCenter': false,
  'editor.fontSize': 14,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
}

async function check() {
  execFileSync(nodeBin(editor), [serverMain(editor), ...serverArgs(dirs), '--install-extension', vsix], {
    env: { ...cleanEnv(), EXTENSIONS_GALLERY: '{}' },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const server = await startServer(editor, { ...dirs, more: look })
  open.push(server.stop)
  const browser = await startBrowser()
  open.push(() => browser.close())
  const context = await browser.newContext({
    viewport: { width: 1180, height: 760 },
    deviceScaleFactor: renews ? 2 : 1,
  })
  const page = await context.newPage()
  page.setDefaultTimeout(15_000)
  await page.goto(`http://${server.authority}/?folder=${encodeURIComponent(folder)}`)
  await page.locator('.explorer-folders-view', { hasText: 'docker-compose.yml' }).waitFor()
  console.log('suite started')
  await steps(page)
}

async function steps(page) {
  const step = async (name, body) => {
    try {
      await body()
      count.passed++
      console.log(`  ok ${name}`)
    } catch (error) {
      count.failed++
      console.log(`  FAIL ${name}: ${error.message.split('\n').slice(0, 3).join(' ')}`)
      await page.screenshot({ path: path.join(out, `ui-failed-${count.failed}.png`) })
    }
  }
  const ui = hands(page)
  await step('ui: a compose file shows squiggles', async () => {
    await ui.openFile('docker-compose.yml')
    await page.locator('.view-overlays .squiggly-error').first().waitFor()
  })
  await page.keyboard.press('Control+B')
  await step('ui: the Problems panel lists them with their rule', async () => {
    await page.keyboard.press('Control+Shift+M')
    await page.locator('.markers-panel .monaco-list-row', { hasText: 'gpu-compose' }).first().waitFor()
  })
  await step('ui: the language status knows the file', async () => {
    await page.locator('[id="status.languageStatus"]').click()
    await page.locator('.hover-language-status', { hasText: 'GPU Compose:' }).first().waitFor()
    await page.keyboard.press('Escape')
  })
  await step('ui: the lightbulb offers a repair, which repairs', async () => {
    await ui.goToLine(36)
    await page.locator('.view-line span', { hasText: 'nvidia/cuda:11.0-base' }).last().click()
    // Under the mouse a hover would open, which takes the keyboard.
    await page.mouse.move(5, 5)
    await openLightbulb(page)
    await ui.photograph()
    await page.keyboard.press('Enter')
    await page.locator('.view-line', { hasText: /nvidia\/cuda:\d+\.\d+\.\d+-/ }).waitFor()
  })
  await step('ui: Fix All from the palette', async () => {
    await ui.goToLine(1)
    const version = page.locator('.view-line', { hasText: /^version:/ })
    await version.waitFor()
    // On a busy machine the findings of the text that the step before left are still on their way.
    for (let tries = 0; tries < 4 && (await version.count()) > 0; tries++) {
      await ui.command('GPU Compose: Fix All GPU Problems in File')
      await version.waitFor({ state: 'detached', timeout: 4000 }).catch(() => {})
    }
    await version.waitFor({ state: 'detached' })
  })
  await step('ui: an ordinary YAML file has no status of ours', async () => {
    await ui.openFile('plain.yaml')
    await page.waitForTimeout(500)
    const item = page.locator('[id="status.languageStatus"]')
    if (await item.count()) {
      await item.click()
      if (await page.locator('.hover-language-status', { hasText: 'GPU Compose:' }).count())
        throw new Error('there is one')
      await page.keyboard.press('Escape')
    }
  })
  await step('ui: activation is short', async () => {
    await ui.command('Developer: Show Running Extensions')
    const list = page.locator('.runtime-extensions-editor')
    await list.locator('.monaco-list-row').first().hover()
    const row = list.locator('.monaco-list-row', { hasText: 'GPU Compose' })
    // The list is in order of time, and holds only the rows in sight.
    for (let turn = 0; turn < 20 && (await row.count()) === 0; turn++) {
      await page.mouse.wheel(0, 150)
      await page.waitForTimeout(50)
    }
    const said = (await row.locator('.activation-time').textContent()).trim()
    console.log(`  info ${said}`)
    // The aim is 50 ms; a machine with other work to do takes longer.
    if (Number(/(\d+)ms/.exec(said)[1]) > 250) throw new Error(said)
  })
}

/** What a person does with keyboard and mouse. */
function hands(page) {
  const input = page.locator('.quick-input-widget .quick-input-box input').first()
  /** The row that Enter takes: a slow list still shows what was there before the words were typed. */
  const chosen = (text) => page.locator('.quick-input-list .monaco-list-row.focused', { hasText: text }).first()
  /** A hover or a menu that still closes may swallow the key that opens the list. */
  const opened = async (key) => {
    for (let tries = 0; tries < 5; tries++) {
      await page.keyboard.press(key)
      const shown = await input.waitFor({ timeout: 3000 }).then(
        () => true,
        () => false,
      )
      if (shown) return
      await page.keyboard.press('Escape')
    }
    await input.waitFor({ timeout: 1000 })
  }
  const pick = async (key, typed, text) => {
    await opened(key)
    await input.fill(typed)
    await chosen(text).waitFor()
    await page.keyboard.press('Enter')
  }
  return {
    async openFile(name) {
      await pick('Control+P', name, name)
      await page.locator('.tab.active', { hasText: name }).waitFor()
    },
    async command(title) {
      await pick('F1', `>${title}`, title.split(': ').at(-1))
      await page.locator('.quick-input-widget').waitFor({ state: 'hidden' })
    },
    async goToLine(line) {
      await opened('Control+G')
      await input.fill(`:${line}`)
      await page.keyboard.press('Enter')
      await page.locator('.quick-input-widget').waitFor({ state: 'hidden' })
    },
    async photograph() {
      await page.waitForTimeout(300)
      const file = path.join(out, 'squiggles.png')
      await page.screenshot({ path: file })
      if (renews) fs.copyFileSync(file, picture)
    },
  }
}

try {
  await check()
} catch (error) {
  console.error(error)
  process.exitCode = 1
} finally {
  for (const close of open.reverse()) await close()
  fs.rmSync(work, { recursive: true, force: true, maxRetries: 5 })
}
if (process.exitCode !== 1) console.log(`${count.passed} passed, ${count.failed} failed, 0 skipped`)
process.exit(process.exitCode ?? (count.failed ? 1 : 0))

/** A busy machine answers the first call with an empty list when the findings of this version are still on their way. */
async function openLightbulb(page) {
  const row = page.locator('.action-widget .monaco-list-row').first()
  for (let tries = 0; tries < 5; tries++) {
    await page.keyboard.press('Control+.')
    const shown = await row.waitFor({ timeout: 3000 }).then(
      () => true,
      () => false,
    )
    if (shown) return
    await page.keyboard.press('Escape')
  }
  await row.waitFor({ timeout: 1000 })
}
