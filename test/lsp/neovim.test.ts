import { describe, expect, it } from 'vitest'
import { inNeovim, whyNoNeovim } from './support/neovim'

const why = whyNoNeovim()
if (why) console.log(`skipped: ${why}`)

const compose = 'services:\n  a:\n    image: nvidia/cuda:latest # keep\n    gpus: all\n'

/** Waits for the findings, takes the first repair at the cursor, and waits for the text without it. */
const script = `
local function codes()
  return vim.tbl_map(function(it) return it.code or it.user_data.lsp.code end, vim.diagnostic.get(0))
end
vim.wait(15000, function() return vim.tbl_contains(codes(), 'image/cuda-tag-latest') end, 20)
local before = codes()
local place = vim.diagnostic.get(0)[1]
vim.api.nvim_win_set_cursor(0, { place.lnum + 1, place.col })
vim.ui.select = function(items, _, choose) choose(items[1], 1) end
vim.lsp.buf.code_action()
vim.wait(15000, function() return #codes() == 0 end, 20)
report({ before = before, after = codes(), text = vim.api.nvim_buf_get_lines(0, 0, -1, false), row = place.lnum })
`

describe.skipIf(why)('Neovim, with the configuration of docs/editors.md', () => {
  it('shows a finding and applies its repair', async () => {
    const seen = await inNeovim('docker-compose.yml', compose, script)
    expect(seen).toEqual({
      before: ['image/cuda-tag-latest'],
      after: [],
      row: 2,
      text: [
        'services:',
        '  a:',
        expect.stringMatching(/^ {4}image: nvidia\/cuda:\d+\.\d+\.\d+-\S+ # keep$/),
        '    gpus: all',
      ],
    })
  })
})
