// A browser window on a VS Code that has the packaged extension, a person's hands in it, and steps that are counted.
import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { out, vsix } from './bundle.mjs'
import { cleanEnv, serverArgs, startBrowser, startServer } from './code-server.mjs'
import { editors, nodeBin, root, serverMain } from './editors.mjs'

const editor = editors.newest
const renews = process.argv.includes('--picture')
const only = process.argv.find((word) => word.startsWith('--only='))?.slice('--only='.length) ?? ''
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

/**
 * Runs `steps` in a window on a folder that `fill` fills, and ends the process with what came of them.
 * @param {{ name: string, fill: (folder: string) => void, viewport: object, sharpness?: number, more?: object, steps: Function }} wanted
 */
export async function inWindow({ name, fill, viewport, sharpness = 2, more = {}, steps }) {
  const work = fs.mkdtempSync(path.join(os.tmpdir(), `gpu-compose-${name}-`))
  const folder = path.join(work, 'gpu-project')
  fill(folder)
  const counted = counter(name)
  const open = []
  try {
    const window = await openWindow({ work, folder, viewport, sharpness, more: { ...look, ...more } }, open)
    await steps({ ...window, ui: hands(window.page), step: counted.stepIn(window.page) })
  } catch (error) {
    console.error(error)
    process.exitCode = 1
  } finally {
    for (const close of open.reverse()) await close()
    fs.rmSync(work, { recursive: true, force: true, maxRetries: 5 })
  }
  if (process.exitCode !== 1) console.log(counted.summary())
  process.exit(process.exitCode ?? (counted.failed() ? 1 : 0))
}

async function openWindow({ work, folder, viewport, sharpness, more }, open) {
  const dirs = { userDataDir: path.join(work, 'user'), extensionsDir: path.join(work, 'extensions') }
  execFileSync(nodeBin(editor), [serverMain(editor), ...serverArgs(dirs), '--install-extension', vsix], {
    env: { ...cleanEnv(), EXTENSIONS_GALLERY: '{}' },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const server = await startServer(editor, { ...dirs, more })
  open.push(server.stop)
  const browser = await startBrowser()
  open.push(() => browser.close())
  const context = await browser.newContext({ viewport, deviceScaleFactor: renews ? sharpness : 1 })
  const page = await context.newPage()
  page.setDefaultTimeout(30_000)
  await page.goto(`http://${server.authority}/?folder=${encodeURIComponent(folder)}`)
  await page.locator('.explorer-folders-view', { hasText: 'compose' }).first().waitFor()
  console.log('suite started')
  return { page, context, server }
}

/** Counts steps, and keeps a picture of the window where one fails. */
function counter(name) {
  const count = { passed: 0, failed: 0 }
  const stepIn = (page) => async (title, body) => {
    if (!title.includes(only)) return
    try {
      await body()
      count.passed++
      console.log(`  ok ${name}: ${title}`)
    } catch (error) {
      count.failed++
      console.log(`  FAIL ${name}: ${title}: ${error.message.split('\n').slice(0, 3).join(' ')}`)
      await page.screenshot({ path: path.join(out, `${name}-failed-${count.failed}.png`) })
    }
  }
  const summary = () => `${count.passed} passed, ${count.failed} failed, 0 skipped`
  return { stepIn, summary, failed: () => count.failed }
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
  const pick = async (key, typed, text, take = 'Enter') => {
    await opened(key)
    await input.fill(typed)
    await chosen(text).waitFor()
    await page.keyboard.press(take)
  }
  return {
    /** @param beside in a group of editors of its own, right of the one that is there */
    async openFile(name, beside = false) {
      await pick('Control+P', name, name, beside ? 'Control+Enter' : 'Enter')
      await page.locator('.tab.active', { hasText: name }).last().waitFor()
    },
    /** @param ends false for a command that asks something in a list of its own */
    async command(title, ends = true) {
      await pick('F1', `>${title}`, title.split(': ').at(-1))
      if (ends) await page.locator('.quick-input-widget').waitFor({ state: 'hidden' })
    },
    async goToLine(line) {
      await pick('Control+G', `:${line}`, String(line).split(':')[0])
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
    /** A busy machine answers the first call with an empty list when the findings of this version are still on their way. */
    async openLightbulb() {
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
    },
    /** A part of the window is kept small, since it is shipped or stands in a page. */
    async photograph(file, clip, scale = 'css') {
      await page.waitForTimeout(300)
      const image = path.join(out, path.basename(file))
      const png = await page.screenshot(clip && { clip, scale })
      fs.writeFileSync(image, file.endsWith('.webp') ? await asWebp(page.context(), png) : png)
      if (renews) fs.copyFileSync(image, path.join(root, file))
    },
  }
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
