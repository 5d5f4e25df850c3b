# killed_each.pl EVS STORE LINES COUNT: sends the lines to "evs append --each", kills it with SIGKILL once it has
# acknowledged COUNT of them, and prints every acknowledgement that it gave before it died.
use strict;
use warnings;
use IPC::Open2;

my ($evs, $store, $lines, $count) = @ARGV;
my $appender = open2(my $answers, my $input, $evs, '-q', '-s', $store, 'append', '--each');
my $sender = fork // die "fork: $!";
if ($sender == 0) {
    open my $source, '<', $lines or die "$lines: $!";
    close $answers;
    $input->autoflush(1);    # line by line, as a program would
    while (<$source>) { print $input $_ }
    exit 0;
}
close $input;
my $seen = 0;
while (my $answer = <$answers>) {
    last unless $answer =~ /\n\z/;    # cut off by the kill: not an acknowledgement
    print $answer;
    kill KILL => $appender if ++$seen == $count;
}
waitpid $appender, 0;
my $signal = $? & 127;
waitpid $sender, 0;
die "evs was not killed: it acknowledged $seen lines and ended with status $?\n" unless $signal == 9;
