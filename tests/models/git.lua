-- Files as "git ls-tree" has them: a file that was deleted is nothing.
reducer "file" {
  initial = null,
  FileAdded = function(s, e) return e.data end,
  FileModified = function(s, e) return e.data end,
  FileDeleted = function(s, e) return null end,
  FileTypeChanged = function(s, e) return e.data end,
}
