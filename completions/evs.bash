# bash completion for evs
_evs() {
    local cur words cword
    if declare -F _get_comp_words_by_ref >/dev/null; then
        _get_comp_words_by_ref -n "=:" cur words cword
    else
        cur=${COMP_WORDS[COMP_CWORD]} words=("${COMP_WORDS[@]}") cword=$COMP_CWORD
    fi

    # The words as the program would get them: without quotes and backslashes.
    local -a line=()
    local word
    for word in "${words[@]:1:cword}"; do
        word=${word#[\"\']} word=${word%[\"\']}
        line+=("${word//\\/}")
    done

    # bash replaces only what stands behind the last '=' or ':' that it breaks words at.
    local head=""
    if [[ $cur == *[=:]* && $COMP_WORDBREAKS == *[=:]* ]]; then
        head=${line[-1]%"${line[-1]##*[=:]}"}
    fi

    COMPREPLY=()
    local candidate
    while IFS= read -r candidate; do
        if [[ $candidate == :files ]]; then
            compopt -o filenames
            while IFS= read -r candidate; do COMPREPLY+=("$candidate"); done < <(compgen -f -- "${line[-1]##*=}")
            return
        fi
        candidate=${candidate%%$'\t'*}
        candidate=${candidate#"$head"}
        [[ $cur == [\"\']* ]] || printf -v candidate %q "$candidate"
        COMPREPLY+=("$candidate")
    done < <("${words[0]}" __complete -- "${line[@]}" 2>/dev/null)
    [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *= ]] && compopt -o nospace
}
complete -F _evs evs
