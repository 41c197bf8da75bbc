-- Display of plain-text reports: wrapped lines and real tabs. Highlighting, if the parser is installed.

if vim.b.did_ftplugin then return end
vim.b.did_ftplugin = 1

vim.opt_local.wrap = true
vim.opt_local.linebreak = false -- Chinese text has no blanks to break at.
vim.opt_local.expandtab = false
vim.opt_local.tabstop = 8
vim.opt_local.commentstring = '<!-- %s -->'
vim.b.undo_ftplugin = 'setlocal wrap< linebreak< expandtab< tabstop< commentstring<'

vim.treesitter.language.register('disclosure_report', 'disclosure-report')
pcall(vim.treesitter.start)
