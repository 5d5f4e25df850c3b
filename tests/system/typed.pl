# typed.pl CASES COMMAND...: types each line of CASES into the interactive shell that the command starts on a pseudo
# terminal, and compares the words that the shell's function "evs" was called with: lines of TYPED => WORD|WORD, where \t
# stands for the tabulator. TYPED may have "?" for expected words: then all that is wanted is that the screen shows them.
use strict;
use warnings;
use Time::HiRes qw(time sleep);

my ($cases, @command) = @ARGV;
open my $list, '<', $cases or die "$cases: $!";
my @cases = map { /^#|^$/ ? () : [/^(.*?) +=> (\??)(.*)$/] } <$list>;
$ENV{TERM} = 'xterm';
open my $keys, '|-', "script -q -f -c '@command' screen >/dev/null" or die "script: $!";
$keys->autoflush(1);

sub content {
    my ($name) = @_;
    open my $file, '<', $name or return '';
    local $/;
    return <$file> // '';
}

# Waits until the file holds the text behind a place.
sub appears {
    my ($name, $from, $text) = @_;
    for (my $end = time + 5 ; time < $end ; sleep 0.01) {
        my $content = content($name);
        next if length $content <= $from;
        (my $new = substr $content, $from) =~ s/\e(?:\[[0-9;?]*[A-Za-z]|\(B)//g;    # without colours
        return 1 if index($new, $text) >= 0;
    }
    return 0;
}

print $keys "evs ready\r";
appears('called', 0, "ready\n") or die "the shell does not start:\n" . content('screen');
my $failed = 0;
for my $case (@cases) {
    my ($typed, $shown, $wanted) = @$case;
    my ($before, $screen) = (length content('called'), length content('screen'));
    (my $sent = $typed) =~ s/\\t/\t/g;
    print $keys $sent;
    if ($shown) {
        for my $word (split /\|/, $wanted) {
            appears('screen', $screen, $word) or $failed++, print "typed: $typed\n  not shown: $word\n";
        }
        print $keys "\025";    # Ctrl-U: away with the line
        sleep 0.1;
        next;
    }
    print $keys "\r";
    appears('called', $before, "\n") or print "typed: $typed\n  nothing was called\n";
    my $found = substr content('called'), $before;
    next if $found eq "$wanted\n";
    print "typed: $typed\n  wanted: $wanted\n  called: $found\n";
    $failed++;
    print $keys "\003";
    sleep 0.2;
}
print $keys "exit\r";
close $keys;
my $count = @cases;
print "$count lines typed, $failed failed\n";
exit($failed || $count == 0 ? 1 : 0);
