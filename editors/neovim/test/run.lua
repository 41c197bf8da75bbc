-- Runs the tests of `cases.lua` in this Neovim, which has the plugin, and exits.
-- Prints `passed  1/9  name` or `FAILED  1/9  name` for each test.

local folder = vim.fs.dirname(debug.getinfo(1, 'S').source:sub(2))
local cases = dofile(folder .. '/cases.lua')

local failed = 0
for index, case in ipairs(cases) do
  -- Each test reads the files again, so that no change of an earlier test is left.
  vim.cmd('silent! %bwipeout!')
  local succeeded, problem = xpcall(case.run, debug.traceback)
  if not succeeded then failed = failed + 1 end
  local result = succeeded and 'passed' or 'FAILED'
  io.stdout:write(('%s  %d/%d  %s\n'):format(result, index, #cases, case.name))
  if not succeeded then io.stdout:write(problem .. '\n') end
end
vim.cmd(failed == 0 and 'qall!' or 'cquit!')
