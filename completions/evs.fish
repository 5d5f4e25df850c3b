# fish completion for evs
function __evs_complete
    set -l line (commandline -opc) (commandline -ct)
    set -l candidates (command $line[1] __complete -- $line[2..] 2>/dev/null)
    if test "$candidates[1]" = ":files"
        __fish_complete_path (commandline -ct)
    else
        printf '%s\n' $candidates
    end
end
complete -c evs -f -a '(__evs_complete)'
