-- The configuration of the test: the one line that the README asks for.
vim.lsp.enable('gouji')
