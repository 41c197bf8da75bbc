; Runs of lines fold together; sections are known to the language server only.
(row)+ @fold
(cell_line)+ @fold
(pipe_row)+ @fold
