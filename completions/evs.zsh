#compdef evs
# zsh completion for evs
_evs() {
    local -a line values shown open
    local candidate value
    line=("${(@Q)words[2,CURRENT-1]}" "$(_evs_unquoted)")
    line=("${line[@]/#\~\//$HOME/}")
    while IFS= read -r candidate; do
        if [[ $candidate == :files ]]; then
            compset -P '--*=' || compset -P '@'
            _files
            return
        fi
        value=${candidate%%$'\t'*}
        if [[ $value == *= ]]; then
            open+=("$value")
            continue
        fi
        values+=("$value")
        if [[ $candidate == *$'\t'* ]]; then
            shown+=("$value  -- ${candidate#*$'\t'}")
        else
            shown+=("$value")
        fi
    done < <("${(Q)words[1]}" __complete -- "${line[@]}" 2>/dev/null)
    (( ${#open} )) && compadd -S '' -- "${open[@]}"
    (( ${#values} )) && compadd -l -d shown -- "${values[@]}"
}
# The word up to the cursor without its quotes, also without one that is still open.
_evs_unquoted() {
    print -rn -- "${(Q)${:-$PREFIX}}"
}
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
    _evs "$@"
else
    compdef _evs evs
fi
