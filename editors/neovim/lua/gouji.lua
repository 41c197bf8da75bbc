-- The parts of the editor that `lsp/gouji.lua` uses.

local gouji = {}

-- Lenses are requested at these events. Neovim 0.12 requests them by itself.
local LENS_EVENTS = { 'BufEnter', 'InsertLeave', 'TextChanged' }

---Shows inlay hints and code lenses in a buffer.
---@param client vim.lsp.Client
---@param buffer integer
function gouji.attach(client, buffer)
  vim.lsp.inlay_hint.enable(true, { bufnr = buffer })
  if vim.lsp.codelens.enable then
    vim.lsp.codelens.enable(true, { bufnr = buffer })
    return
  end
  local function refresh() vim.lsp.codelens.refresh({ bufnr = buffer }) end
  local group = vim.api.nvim_create_augroup('gouji.lenses.' .. buffer, { clear = true })
  vim.api.nvim_create_autocmd(LENS_EVENTS, { group = group, buffer = buffer, callback = refresh })
  refresh()
end

---The command of a code lens: goes to its only place, or lists its places in the quickfix window.
---@param command lsp.Command The arguments are the place of the lens and a list of places.
---@param context { client_id: integer }
function gouji.show_places(command, context)
  local client = assert(vim.lsp.get_client_by_id(context.client_id))
  local places = command.arguments[2]
  if #places == 1 then
    vim.lsp.util.show_document(places[1], client.offset_encoding, { focus = true })
    return
  end
  local items = vim.lsp.util.locations_to_items(places, client.offset_encoding)
  vim.fn.setqflist({}, ' ', { title = command.title, items = items })
  vim.cmd.copen()
end

return gouji
