-- Plain-text reports have a filetype of their own: by their file name, or by a title in the first lines.

local LINES_TO_READ = 10
-- In bytes. A longer line is a sentence that names the report, not a title.
local LONGEST_TITLE = 240

local function is_title(line)
  return #line <= LONGEST_TITLE
    and not line:find('^#')
    and (line:find('政府信息公开年度报告%s*$') or line:find('政府信息公开工作年度报告%s*$')) ~= nil
end

local function recognize(_, buffer)
  for _, line in ipairs(vim.api.nvim_buf_get_lines(buffer, 0, LINES_TO_READ, false)) do
    if is_title(line) then return 'disclosure-report' end
  end
end

vim.filetype.add({
  pattern = {
    ['.*政府信息公开.*报告.*%.txt'] = 'disclosure-report',
    -- Returns nothing for other texts, which leaves them to Neovim.
    ['.*%.txt'] = recognize,
  },
})
