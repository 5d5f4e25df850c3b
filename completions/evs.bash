# bash completion for evs

# The words up to the cursor as the program would get them, in _evs_line. bash's own COMP_WORDS are broken at ':' and '='
# as well; what stands before the last such break in the last word is left alone by bash, and is in _evs_head.
_evs_split() {
    local text=${COMP_LINE:0:COMP_POINT} word="" started="" quote="" char i
    local breaks=${COMP_WORDBREAKS//[[:space:]\"\']/}
    _evs_line=() _evs_head=""
    for ((i = 0; i < ${#text}; ++i)); do
        char=${text:i:1}
        if [[ $quote == "'" && $char != "'" ]]; then
            word+=$char
        elif [[ $char == \\ && $quote != "'" ]]; then
            i=$((i + 1)) started=1
            [[ $quote == '"' && ${text:i:1} != [\"\\\$\`] ]] && word+=$char
            word+=${text:i:1}
        elif [[ $char == "$quote" ]]; then
            quote=""
        elif [[ -n $quote ]]; then
            word+=$char
        elif [[ $char == [\"\'] ]]; then
            quote=$char started=1
        elif [[ $char == [[:space:]] ]]; then
            [[ -n $started ]] && _evs_line+=("$word")
            word="" started="" _evs_head=""
        else
            [[ $char == "~" && -z $started ]] && [[ ${text:i+1:1} == / ]] && char=$HOME
            [[ $char == @ && $breaks == *@* ]] && _evs_head=$word  # the '@' itself is replaced, too
            word+=$char started=1
            [[ $char != @ && $breaks == *"$char"* ]] && _evs_head=$word
        fi
    done
    _evs_line+=("$word")
    _evs_quote=$quote
}

_evs() {
    local -a _evs_line
    local _evs_head _evs_quote candidate file
    _evs_split
    local last=${_evs_line[-1]}
    COMPREPLY=()
    while IFS= read -r candidate; do
        if [[ $candidate == :files ]]; then
            local before=""
            [[ $last =~ ^(--[^=]*=|@) ]] && before=${BASH_REMATCH[0]}
            compopt -o filenames
            while IFS= read -r file; do
                file=$before$file
                COMPREPLY+=("${file#"$_evs_head"}")
            done < <(compgen -f -- "${last#"$before"}")
            return
        fi
        candidate=${candidate%%$'\t'*}
        candidate=${candidate#"$_evs_head"}
        [[ -n $_evs_quote ]] || printf -v candidate %q "$candidate"
        COMPREPLY+=("$candidate")
    done < <("${_evs_line[0]}" __complete -- "${_evs_line[@]:1}" 2>/dev/null)
    [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *= ]] && compopt -o nospace
}
complete -F _evs evs
