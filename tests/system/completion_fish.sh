# Completion in an interactive fish.
. "$(dirname "$0")/completion.sh"
needs fish
cat >init.fish <<'X'
function fish_prompt; echo '> '; end
function fish_greeting; end
set -g fish_autosuggestion_enabled 0
function evs
    string join '|' -- $argv >>called
end
command evs completion fish | source
X
export XDG_CONFIG_HOME="$work/config" XDG_DATA_HOME="$work/share"
# Without this folder the first fish of a user reads all manual pages, in a process that outlives it.
mkdir -p "$XDG_DATA_HOME/fish/generated_completions"
type_into fish --init-command '"source init.fish"'
