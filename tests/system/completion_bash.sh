# Completion in an interactive bash, as it is and with the functions of bash-completion.
. "$(dirname "$0")/completion.sh"
needs bash
cat >rc <<'X'
PS1='> '
bind 'set bell-style none'
bind 'set enable-bracketed-paste off'
evs() {
    if [[ $1 == __complete ]]; then command evs "$@"; return; fi
    local IFS='|'
    printf '%s\n' "$*" >>called
}
eval "$(command evs completion bash)"
X
type_into bash --noprofile --rcfile rc -i
if [ -r /usr/share/bash-completion/bash_completion ]; then
    { echo '. /usr/share/bash-completion/bash_completion' && cat rc; } >rc-with
    type_into bash --noprofile --rcfile rc-with -i
else
    say "bash-completion is not installed: tried without it only"
fi
