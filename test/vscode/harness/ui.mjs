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
const words = JSON.parse(fs.readFileSync(path.join(root, 'package.nls.json'), 'utf8'))
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
  await steps(page, context, server)
}

async function steps(page, context, server) {
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
    await ui.goToLine(36)
    await ui.photograph('media/walkthrough/check.webp', { x: 52, y: 240, width: 760, height: 420 })
  })
  await step('ui: the hover says what is wrong and leads to the page of the rule', async () => {
    const link = page.locator('.monaco-hover a.code-link', { hasText: 'compose/count-and-device-ids' })
    const word = page.locator('.view-line span', { hasText: /^count$/ }).last()
    // Lines that still arrive above a service push the word away from under the mouse.
    for (let tries = 0; tries < 5 && !(await link.isVisible()); tries++) {
      await page.mouse.move(5, 5)
      await word.hover()
      await link.waitFor({ timeout: 3000 }).catch(() => {})
    }
    await link.waitFor({ timeout: 1000 })
    const hover = link.locator('xpath=ancestor::*[contains(@class, "monaco-hover")][1]')
    const { x, y, width, height } = await hover.boundingBox()
    const room = { x: Math.max(0, x - 170), y: Math.max(0, y - 40), width: width + 180, height: height + 110 }
    await ui.photograph('media/walkthrough/understand.webp', room)
    await page.mouse.move(5, 5)
  })
  await step('ui: a new project is asked for in a list, with what each framework is for', async () => {
    const list = page.locator('.quick-input-widget')
    const row = (text) => list.locator('.monaco-list-row', { hasText: text }).first()
    await ui.command('GPU Compose: New GPU Project…', false)
    await row('PyTorch').waitFor()
    const { x, y, width, height } = await list.boundingBox()
    await ui.photograph('media/walkthrough/new.webp', { x: x - 20, y: 0, width: width + 40, height: y + height + 20 })
  })
  await step('ui: it is shown before it is written, against what is there', async () => {
    const list = page.locator('.quick-input-widget')
    const changes = page.locator('.tab', { hasText: 'what the new project changes' })
    await page.keyboard.press('Enter')
    await list.locator('.monaco-list-row', { hasText: 'serve' }).first().waitFor()
    await list.getByRole('button', { name: 'Take the defaults for the rest' }).click()
    // The compose file of the example is in the way: it is looked at first.
    await list.locator('.monaco-list-row', { hasText: 'see what changes' }).first().click()
    await page.mouse.move(5, 5)
    await changes.waitFor()
    await page.locator('.line-insert').first().waitFor()
    // The text that is shown may have taken the keyboard from the list.
    await list.locator('input[type="text"], input:not([type])').first().focus()
    await page.keyboard.press('Escape')
    await changes.waitFor({ state: 'detached' })
  })
  await step('ui: the palette names the commands of this file', async () => {
    const wanted = Object.entries(words).filter(([key]) => /^commands\..*\.title$/.test(key))
    const rows = await ui.palette('GPU Compose: ')
    const absent = wanted.filter(([, title]) => !rows.some((row) => row.includes(`GPU Compose: ${title}`)))
    if (absent.length > 0) throw new Error(`not there: ${absent.join('; ')}; there are: ${rows.join('; ')}`)
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
    await ui.photograph('docs/media/squiggles.png')
    const menu = await page.locator('.action-widget').first().boundingBox()
    const room = { x: 52, y: 330, width: menu.x + menu.width - 40, height: menu.y + menu.height - 318 }
    await ui.photograph('media/walkthrough/fix.webp', room)
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
  await step('ui: the palette offers no repair there', async () => {
    const rows = await ui.palette('GPU Compose: ')
    if (rows.some((row) => row.includes(words['commands.fixAllInFile.title']))) throw new Error(rows.join('; '))
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
  const emptyWindow = async () => {
    await page.goto(`http://${server.authority}/?ew=true`)
    await page.locator('.monaco-workbench .letterpress').first().waitFor()
  }
  await step('ui: a window without our files does not wake the extension', async () => {
    await emptyWindow()
    await ui.command('Developer: Show Running Extensions')
    const list = page.locator('.runtime-extensions-editor')
    await list.locator('.monaco-list-row').first().hover()
    for (let turn = 0; turn < 10; turn++) {
      if (await list.locator('.monaco-list-row', { hasText: 'GPU Compose' }).count()) throw new Error('it runs')
      await page.mouse.wheel(0, 150)
      await page.waitForTimeout(50)
    }
  })
  await step('ui: without a folder the explorer leads to the walkthrough, whose pictures are there', async () => {
    await page.setViewportSize({ width: 1600, height: 860 })
    await emptyWindow()
    await page.keyboard.press('Control+Shift+E')
    await page.locator('.welcome-view a.monaco-button', { hasText: 'New GPU Project' }).waitFor()
    await page.locator('.welcome-view a.monaco-button', { hasText: 'Get Started with GPU Compose' }).click()
    const walkthrough = page.locator('.gettingStartedContainer')
    for (const id of ['new', 'check', 'fix', 'understand']) {
      await walkthrough.locator('.step-title', { hasText: words[`walkthroughs.start.steps.${id}.title`] }).click()
      const picture = walkthrough.getByAltText(words[`walkthroughs.start.steps.${id}.media.altText`])
      await picture.waitFor()
      const shown = () => picture.evaluate((image) => image.complete && image.naturalWidth > 0)
      for (let tries = 0; tries < 50 && !(await shown()); tries++) await page.waitForTimeout(50)
      if (!(await shown())) throw new Error(`the picture of ${id} is not shown`)
    }
    await ui.photograph('docs/media/walkthrough.png', { x: 0, y: 0, width: 1600, height: 860 })
    await walkthrough.locator('.step-title', { hasText: words['walkthroughs.start.steps.ci.title'] }).click()
    await walkthrough.locator('.getting-started-media iframe, .getting-started-media .webview').first().waitFor()
  })
  if (renews) await step('ui: the icon is drawn', () => drawIcon(context))
}

/** The same picture in a fourth of the bytes: the browser can do it. */
async function asWebp(context, png) {
  const page = await context.newPage()
  await page.setContent(`<img src="data:image/png;base64,${png.toString('base64')}">`)
  const url = await page.evaluate(async () => {
    const image = document.querySelector('img')
    await image.decode()
    const canvas = Object.assign(document.createElement('canvas'), { width: image.width, height: image.height })
    canvas.getContext('2d').drawImage(image, 0, 0)
    return canvas.toDataURL('image/webp', 0.7)
  })
  await page.close()
  return Buffer.from(url.split(',')[1], 'base64')
}

/** media/icon.png, from its drawing. */
async function drawIcon(context) {
  const page = await context.newPage()
  await page.setViewportSize({ width: 128, height: 128 })
  const drawing = fs.readFileSync(path.join(root, 'media/icon.svg'), 'utf8')
  await page.setContent(`<style>body{margin:0}svg{display:block}</style>${drawing}`)
  await page.screenshot({ path: path.join(root, 'media/icon.png'), omitBackground: true, scale: 'css' })
  await page.close()
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
    /** @param ends false for a command that asks something in a list of its own */
    async command(title, ends = true) {
      await pick('F1', `>${title}`, title.split(': ').at(-1))
      if (ends) await page.locator('.quick-input-widget').waitFor({ state: 'hidden' })
    },
    async goToLine(line) {
      await opened('Control+G')
      await input.fill(`:${line}`)
      await page.keyboard.press('Enter')
      await page.locator('.quick-input-widget').waitFor({ state: 'hidden' })
    },
    /** The rows that the palette shows for these words. */
    async palette(typed) {
      await opened('F1')
      await input.fill(`>${typed}`)
      await chosen(typed.split(':')[0]).waitFor()
      await page.waitForTimeout(300)
      const rows = page.locator('.quick-input-list .monaco-list-row')
      const names = await rows.evaluateAll((all) => all.map((row) => row.getAttribute('aria-label') ?? ''))
      await page.keyboard.press('Escape')
      return names
    },
    /** A part of the window is kept small, since it is shipped or stands in a page. */
    async photograph(file, clip) {
      await page.waitForTimeout(300)
      const image = path.join(out, path.basename(file))
      const png = await page.screenshot(clip && { clip, scale: 'css' })
      fs.writeFileSync(image, file.endsWith('.webp') ? await asWebp(page.context(), png) : png)
      if (renews) fs.copyFileSync(image, path.join(root, file))
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
