# follow.pl EVS COUNT: how long after an event is acknowledged "evs read --follow" prints it; milliseconds, sorted.
# Once on a store that is made after the follower has started, once on a log file that grows.
use strict;
use warnings;
use IPC::Open2;
use IO::Handle;
use Time::HiRes qw(time sleep);

my ($evs, $count) = @ARGV;

sub follow {
    my ($name, $started, $append) = @_;
    my $follower = open2(my $events, my $unused, $evs, '-s', $name, 'read', '--follow');
    $started->();
    my @delays;
    for my $n (1 .. $count) {
        my $acknowledged = $append->($n);
        my $watch = '';
        vec($watch, fileno $events, 1) = 1;
        select($watch, undef, undef, 20) or die "$name: event $n was not printed within 20 s\n";
        my $line = <$events>;    # flushed one by one, so that nothing waits in the buffer
        die "$name: event $n is $line" unless $line =~ /"data":\{"n":$n\}/;
        push @delays, 1000 * (time - $acknowledged);
        sleep 0.003 * ($n % 7);    # appends at odd moments of the follower's rhythm
    }
    die "$name: the follower ended\n" unless kill 0 => $follower;
    kill TERM => $follower;
    waitpid $follower, 0;
    print "$name ", join(' ', map { sprintf '%.1f', $_ } sort { $a <=> $b } @delays), "\n";
}

my ($requests, $answers, $appender);
follow(
    'followed.db',
    sub {
        sleep 0.1;    # the follower waits for a store that is not there
        die "the follower made a store\n" if -e 'followed.db';
        $appender = open2($answers, $requests, $evs, '-q', '-s', 'followed.db', 'append', '--each');
    },
    sub {
        print $requests qq({"stream":"s-1","type":"T","data":{"n":$_[0]}}\n);
        $requests->flush;
        my $answer = <$answers>;
        my $now = time;
        die "not acknowledged: $answer" unless $answer =~ /"position":$_[0],/;
        return $now;
    });
close $requests;
waitpid $appender, 0;

my $log;
follow(
    'followed.ndjson',
    sub { sleep 0.1 },
    sub {
        if (!$log) { open $log, '>>', 'followed.ndjson' or die "followed.ndjson: $!" }
        print $log qq({"id":"e-$_[0]","stream":"s-1","type":"T","time":"2026-01-01T00:00:00Z","data":{"n":$_[0]}}\n);
        $log->flush;
        return time;
    });
