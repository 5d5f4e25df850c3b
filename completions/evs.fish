# fish completion for evs
function __evs_complete
    set -l line (commandline -opc)
    set -l typed (commandline -ct)
    set -l word (string unescape -- $typed)
    or set word (string replace -r '^["\']' '' -- $typed)
    set -l candidates (command $line[1] __complete -- $line[2..] "$word" 2>/dev/null)
    if test "$candidates[1]" = ":files"
        set -l before (string match -r '^(?:--[^=]*=|@)' -- $word)
        for file in (__fish_complete_path (string sub -s (math 1 + (string length -- "$before")) -- $word))
            printf '%s\n' "$before$file"
        end
    else if set -q candidates[1]
        printf '%s\n' $candidates
    end
end
complete -c evs -f -a '(__evs_complete)'
