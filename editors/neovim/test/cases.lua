-- The tests. Each opens a sample report of the current folder and uses the editor as a user would.

local TIME_LIMIT_MS = 20000

---Waits until `ready` returns a value that is neither nil nor false.
local function wait_for(what, ready)
  local value
  local done = vim.wait(TIME_LIMIT_MS, function()
    value = ready()
    return value and true or false
  end, 20)
  assert(done, 'waited in vain for ' .. what)
  return value
end

local function expect(actual, expected, what)
  assert(vim.deep_equal(actual, expected), ('%s: %s, expected %s'):format(what, vim.inspect(actual), vim.inspect(expected)))
end

local function open(file)
  vim.cmd.edit({ file, bang = true })
  return wait_for('the server', function()
    return vim.lsp.get_clients({ bufnr = 0, name = 'gouji' })[1]
  end)
end

---Moves to the first place of a text.
local function go_to(text)
  vim.api.nvim_win_set_cursor(0, { 1, 0 })
  assert(vim.fn.search('\\V' .. text, 'c') > 0, text .. ' is not in the report')
end

---The diagnostics of a rule, after they have arrived.
local function findings(rule)
  return wait_for(rule, function()
    local found = vim.tbl_filter(function(diagnostic) return diagnostic.code == rule end, vim.diagnostic.get(0))
    return #found > 0 and found
  end)
end

local function request(client, method, extra)
  local params = vim.lsp.util.make_position_params(0, client.offset_encoding)
  local answer = assert(client:request_sync(method, vim.tbl_extend('force', params, extra or {}), TIME_LIMIT_MS, 0))
  assert(not answer.err, vim.inspect(answer.err))
  return answer.result
end

local function diagnostics()
  open('jianshan-2025.txt')
  local lines = vim.tbl_map(function(diagnostic) return diagnostic.lnum + 1 end, findings('tally-mismatch'))
  table.sort(lines)
  expect(lines, { 392, 397, 402 }, 'lines of tally-mismatch')
end

local function recognition()
  vim.fn.writefile({ '关于印发政府信息公开年度报告格式的通知' }, 'notes.txt')
  for file, filetype in pairs({
    ['jianshan-2025.txt'] = 'disclosure-report',
    ['某区政府信息公开年度报告.txt'] = 'disclosure-report',
    ['notes.txt'] = 'text',
    ['weibin-2025.md'] = 'markdown',
  }) do
    vim.cmd.edit({ file, bang = true })
    expect(vim.bo.filetype, filetype, file)
  end
end

local function hover()
  local client = open('xingan-2025.txt')
  go_to('一、本年新收政府信息公开申请数量')
  local text = request(client, 'textDocument/hover').contents.value
  assert(text:find('新收', 1, true), text)
end

local function completion()
  local client = open('xingan-2025.txt')
  -- The report has no section 四.
  go_to('五、')
  vim.api.nvim_put({ '', '四' }, 'l', false, false)
  vim.api.nvim_win_set_cursor(0, { vim.fn.line('.') + 1, #'四' })
  local answer = request(client, 'textDocument/completion')
  local labels = vim.tbl_map(function(item) return item.label end, answer.items or answer)
  local text = table.concat(labels, '\n')
  assert(text:find('四、政府信息公开行政复议、行政诉讼情况', 1, true), text)
end

local function code_action()
  open('jianshan-2025.txt')
  findings('conversion-residue')
  go_to('[bookmark')
  local line = vim.fn.line('.')
  vim.lsp.buf.code_action({
    filter = function(action) return action.kind == 'quickfix' and action.isPreferred end,
    apply = true,
  })
  local text = wait_for('the change', function()
    local text = vim.fn.getline(line)
    return not text:find('bookmark', 1, true) and text
  end)
  assert(vim.startswith(text, '2025年，尖山区'), text)
end

local function formatting()
  open('jianshan-2025.txt')
  assert(vim.fn.search('^$\\n^$', 'cnw') > 0, 'the report has no two blank lines to join')
  vim.lsp.buf.format({ timeout_ms = TIME_LIMIT_MS })
  expect(vim.fn.search('^$\\n^$', 'cnw'), 0, 'line with two blank lines')
end

local function inlay_hints()
  open('jianshan-2025.txt')
  -- The second wrong total is 0 instead of 2.
  local hint = wait_for('the hint of a wrong total', function()
    return vim.iter(vim.lsp.inlay_hint.get({ bufnr = 0 })):find(function(hint)
      return hint.inlay_hint.position.line == 396
    end)
  end)
  local parts = hint.inlay_hint.label
  local label = vim.iter(parts):map(function(part) return part.value end):join('')
  expect(label, '✗ ＝2', 'label of the hint')
end

local function code_lens()
  open('jianshan-2025.txt')
  local lens = wait_for('a lens with a command', function()
    return vim.iter(vim.lsp.codelens.get(0)):find(function(lens)
      return lens.command.command == 'gouji.showPlaces' and #lens.command.arguments[2] > 1
    end)
  end)
  vim.api.nvim_win_set_cursor(0, { lens.range.start.line + 1, 0 })
  -- Several lenses in one line are offered in a menu.
  vim.ui.select = function(options, _, choose)
    choose(vim.iter(options):find(function(option) return option.lens.command.title == lens.command.title end))
  end
  vim.lsp.codelens.run()
  wait_for('the quickfix window', function() return vim.bo.buftype == 'quickfix' end)
  expect(#vim.fn.getqflist(), #lens.command.arguments[2], 'places in the quickfix window')
  vim.cmd.cclose()
end

local function highlighting()
  open('xingan-2025.txt')
  go_to('一、总体情况')
  vim.treesitter.get_parser(0, 'disclosure_report'):parse()
  local captures = vim.treesitter.get_captures_at_pos(0, vim.fn.line('.') - 1, #'一、')
  expect(captures[1] and captures[1].capture, 'markup.heading', 'highlight of a heading')
end

return {
  { name = 'a report is recognised by its name or its title', run = recognition },
  { name = 'wrong totals are diagnosed', run = diagnostics },
  { name = 'a row label is explained', run = hover },
  { name = 'a missing section is proposed', run = completion },
  { name = 'a quick fix removes residue', run = code_action },
  { name = 'formatting joins blank lines', run = formatting },
  { name = 'totals have hints', run = inlay_hints },
  { name = 'a lens lists its places', run = code_lens },
  { name = 'headings are highlighted', run = highlighting },
}
