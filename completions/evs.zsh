#compdef evs
# zsh completion for evs
_evs() {
    local -a line values shown
    local word candidate
    line=("${(@Q)words[2,CURRENT]}")
    while IFS= read -r candidate; do
        if [[ $candidate == :files ]]; then
            [[ $PREFIX == --*=* ]] && compset -P '*='
            _files
            return
        fi
        values+=("${candidate%%$'\t'*}")
        if [[ $candidate == *$'\t'* ]]; then
            shown+=("${candidate%%$'\t'*}  -- ${candidate#*$'\t'}")
        else
            shown+=("$candidate")
        fi
    done < <("${(Q)words[1]}" __complete -- "${line[@]}" 2>/dev/null)
    compadd -l -d shown -- "${values[@]}"
}
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
    _evs "$@"
else
    compdef _evs evs
fi
