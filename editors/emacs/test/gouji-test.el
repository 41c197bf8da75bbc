;;; gouji-test.el --- Uses the server as a user of Eglot would -*- lexical-binding: t; -*-

;; The current folder has copies of the sample reports.
;;   emacs --batch -q -L editors/emacs -l editors/emacs/test/gouji-test.el -f ert-run-tests-batch-and-exit

;;; Code:

(require 'package)
;; Emacs 28 has Eglot as a package.
(package-initialize)
(require 'ert)
(require 'flymake)
(require 'gouji)

;; The two lines that the README asks for, and no question about them.
(add-hook 'gouji-mode-hook #'eglot-ensure)

(setq eglot-connect-timeout 20
      make-backup-files nil
      create-lockfiles nil)

(defun gouji-test--wait-for (what ready)
  "Wait until READY returns non-nil, and return that.  Fail with WHAT after 20 seconds."
  (let ((deadline (+ (float-time) 20)) value)
    (while (not (or (setq value (funcall ready)) (> (float-time) deadline)))
      (accept-process-output nil 0.05))
    (or value (ert-fail (format "waited in vain for %s" what)))))

(defmacro gouji-test--with-report (file &rest body)
  "Open the report FILE, wait for the server, and run BODY at its beginning."
  (declare (indent 1))
  `(let ((buffer (find-file-noselect ,file)))
     (unwind-protect
         (progn
           (switch-to-buffer buffer)
           ;; `eglot-ensure' connects after the command; a batch run has no commands.
           (run-hooks 'post-command-hook)
           (gouji-test--wait-for "the server" #'eglot-managed-p)
           (goto-char (point-min))
           ,@body)
       (with-current-buffer buffer (set-buffer-modified-p nil))
       (kill-buffer buffer))))

(defun gouji-test--findings (rule)
  "Return the diagnostics of RULE, after they have arrived."
  (flymake-start)
  (gouji-test--wait-for rule
                        (lambda ()
                          (seq-filter (lambda (diagnostic) (string-search rule (flymake-diagnostic-text diagnostic)))
                                      (flymake-diagnostics)))))

(ert-deftest gouji-recognises-a-report-by-its-name-or-its-title ()
  (write-region "关于印发政府信息公开年度报告格式的通知\n" nil "notes.txt" nil 'silent)
  (dolist (expected '(("jianshan-2025.txt" . gouji-mode)
                      ("某区政府信息公开年度报告.txt" . gouji-mode)
                      ("notes.txt" . text-mode)))
    (let ((gouji-mode-hook nil))
      (with-current-buffer (find-file-noselect (car expected))
        (should (eq major-mode (cdr expected)))
        (kill-buffer)))))

(ert-deftest gouji-leaves-a-markdown-report-in-its-mode ()
  (with-current-buffer (find-file-noselect "weibin-2025.md")
    (should-not (eq major-mode 'gouji-mode))
    (kill-buffer)))

(ert-deftest gouji-shows-wrong-totals ()
  (gouji-test--with-report "jianshan-2025.txt"
    (let ((lines (mapcar (lambda (diagnostic) (line-number-at-pos (flymake-diagnostic-beg diagnostic)))
                         (gouji-test--findings "tally-mismatch"))))
      (should (equal (sort lines #'<) '(392 397 402))))))

(ert-deftest gouji-explains-a-row-label ()
  (gouji-test--with-report "xingan-2025.txt"
    (search-forward "一、本年新收")
    (let (text)
      (eglot-hover-eldoc-function (lambda (documentation &rest _) (setq text documentation)))
      (gouji-test--wait-for "the explanation" (lambda () text))
      (should (string-search "本年新收" text)))))

(ert-deftest gouji-proposes-a-missing-section ()
  (gouji-test--with-report "xingan-2025.txt"
    (re-search-forward "^五、")
    (beginning-of-line)
    (insert "\n四\n\n")
    (backward-char 2)
    (let* ((completion (eglot-completion-at-point))
           (table (nth 2 completion))
           (proposals (all-completions (buffer-substring (nth 0 completion) (nth 1 completion)) table)))
      (should (member "四、政府信息公开行政复议、行政诉讼情况" (mapcar #'substring-no-properties proposals))))))

(ert-deftest gouji-fixes-residue ()
  (gouji-test--with-report "jianshan-2025.txt"
    (gouji-test--findings "conversion-residue")
    (search-forward "[bookmark")
    ;; Choose the first entry of the menu. Newer versions of Eglot have pairs in it.
    (cl-letf ((last-nonmenu-event ?\r)
              ((symbol-function 'completing-read) (lambda (_ entries &rest _) (car (ensure-list (car entries))))))
      (eglot-code-actions (point) (point) "quickfix" t))
    (beginning-of-line)
    (should (looking-at "2025年，尖山区"))))

(ert-deftest gouji-joins-blank-lines ()
  (gouji-test--with-report "jianshan-2025.txt"
    (should (save-excursion (re-search-forward "\n\n\n" nil t)))
    (eglot-format-buffer)
    (goto-char (point-min))
    (should-not (re-search-forward "\n\n\n" nil t))))

(provide 'gouji-test)
;;; gouji-test.el ends here
