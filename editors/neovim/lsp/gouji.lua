-- Settings of the language server, for Neovim 0.11 and newer: `vim.lsp.enable('gouji')`.
-- Override them with `vim.lsp.config('gouji', { … })`.

---@type vim.lsp.Config
return {
  cmd = { 'gouji', 'lsp' },
  -- The server recognises a report by its content and ignores other texts.
  filetypes = { 'disclosure-report', 'text', 'markdown' },
  -- Without a marker the server gets no folder, so that it never reads all of a home folder.
  root_markers = { 'gouji.toml', 'gouji-baseline.json', '.git' },
  init_options = { commands = { 'gouji.showPlaces' } },
  commands = {
    ['gouji.showPlaces'] = function(command, context) require('gouji').show_places(command, context) end,
  },
  on_attach = function(client, buffer) require('gouji').attach(client, buffer) end,
}
