;;; gouji.el --- Chinese annual disclosure reports, checked while you type -*- lexical-binding: t; -*-

;; Version: 0.1.0
;; Package-Requires: ((emacs "28.1") (eglot "1.9"))
;; SPDX-License-Identifier: MIT OR Apache-2.0

;;; Commentary:

;; A major mode for plain-text reports, and the language server `gouji lsp' for Eglot.
;;
;;   (require 'gouji)
;;   (add-hook 'gouji-mode-hook #'eglot-ensure)

;;; Code:

(require 'eglot)

(defgroup gouji nil
  "政府信息公开工作年度报告 · Annual reports on government information disclosure."
  :group 'text)

(defcustom gouji-program "gouji"
  "语言服务所在的程序 · The program with the language server."
  :type 'string)

(defcustom gouji-language "zh-cn"
  "消息的语言 · The language of the messages."
  :type '(choice (const "zh-cn") (const "en")))

(defun gouji-contact (&rest _)
  "Return the command that starts the server, with its options, for Eglot."
  (list gouji-program "lsp" :initializationOptions (list :language gouji-language)))

(defconst gouji--title "\\`[ \t　\n]*[^#\n]\\{0,60\\}政府信息公开\\(?:工作\\)?年度报告[ \t　]*$"
  "Matches a text that begins with the title of a report.
A Markdown heading does not match, so that Markdown files keep their mode.")

(defconst gouji--highlights
  '(("^[一二三四五六七八九十]+、.*$" . font-lock-function-name-face)
    ("^（[一二三四五六七八九十]+）.*$" . font-lock-keyword-face)))

(defvar gouji-mode-map
  (let ((map (make-sparse-keymap)))
    ;; Cells are separated by tabs.
    (define-key map (kbd "TAB") #'self-insert-command)
    map))

;;;###autoload
(define-derived-mode gouji-mode text-mode "年报"
  "A mode for annual reports in plain text."
  ;; Chinese text has no blanks to break at.
  (setq-local truncate-lines nil
              word-wrap nil
              indent-tabs-mode t
              tab-width 8
              comment-start "<!-- "
              comment-end " -->"
              font-lock-defaults '(gouji--highlights t)))

;;;###autoload
(add-to-list 'auto-mode-alist '("政府信息公开.*报告.*\\.txt\\'" . gouji-mode))
(add-to-list 'magic-mode-alist (cons gouji--title 'gouji-mode))

;; Markdown files keep the server that the user has chosen for them.
(add-to-list 'eglot-server-programs '((gouji-mode :language-id "disclosure-report") . gouji-contact))

(provide 'gouji)
;;; gouji.el ends here
