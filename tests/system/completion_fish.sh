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
type_into fish --init-command '"source init.fish"'
