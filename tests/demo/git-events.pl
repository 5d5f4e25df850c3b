#!/usr/bin/perl
# Turns a git history, as `git log --raw -z` prints it on standard input, into event lines: CommitRecorded in the
# stream repo-NAME; FileAdded, FileModified and FileDeleted in one stream a path. With --tree it turns what
# `git ls-tree -r -z` prints into the states that a replay of these events should make.
use strict;
use warnings;
use Encode qw(decode encode FB_QUIET);
use POSIX qw(strftime);

binmode STDIN;
binmode STDOUT;

# Valid UTF-8; bytes that are not become %XX, and so do control characters, which no stream name may hold.
sub clean {
    my ($bytes) = @_;
    my $text = '';
    while (length $bytes) {
        my $part = decode('UTF-8', $bytes, FB_QUIET);
        $part =~ s/([\x00-\x1f\x7f-\x9f])/sprintf '%%%02X', ord $1/ge;
        $text .= encode('UTF-8', $part);
        $text .= sprintf '%%%02X', ord substr $bytes, 0, 1, '' if length $bytes;
    }
    return $text;
}

sub quoted {
    my ($text) = @_;
    $text =~ s/([\\"])/\\$1/g;
    return "\"$text\"";
}

# A stream name has at most 512 bytes; a longer path keeps its end, which tells more.
sub stream_of {
    my ($path) = @_;
    my $name = "file-$path";
    return length $name <= 512 ? $name : 'file-...' . decode_tail(substr $path, -500);
}

sub decode_tail {
    my ($bytes) = @_;
    $bytes =~ s/^[\x80-\xbf]+//;
    return $bytes;
}

sub state_of {
    my ($path, $mode, $blob) = @_;
    return sprintf '{"blob":%s,"mode":%s,"path":%s}', quoted($blob), quoted($mode), quoted($path);
}

my $mode = shift @ARGV // '';
my @tokens = split /\0/, do { local $/; <STDIN> // '' };

if ($mode eq '--tree') {
    for my $entry (@tokens) {
        my ($bits, undef, $blob, $path) = $entry =~ /^(\d+) (\w+) (\w+)\t(.*)$/s or die "unexpected entry: $entry\n";
        print state_of(clean($path), $bits, $blob), "\n";
    }
    exit 0;
}

my $repository = quoted("repo-$mode");
my %type = (A => 'FileAdded', M => 'FileModified', T => 'FileModified', D => 'FileDeleted');
my ($commit, $time, $count) = ('', '', 0);
while (defined(my $token = shift @tokens)) {
    if ($token =~ /^\n?\x01(.*)$/s) {
        my ($hash, $parents, $seconds, $author, $subject) = split /\x02/, $1, 5;
        ($commit, $count) = ($hash, 0);
        $time = strftime '%Y-%m-%dT%H:%M:%SZ', gmtime $seconds;
        $subject =~ s/\n+$//;
        printf '{"id":"%s","stream":%s,"type":"CommitRecorded","time":"%s","data":{"commit":"%s","parents":[%s],"subject":%s},"meta":{"actor":%s}}' . "\n",
            $commit, $repository, $time, $commit, join(',', map { "\"$_\"" } split / /, $parents), quoted(clean($subject)),
            quoted(clean($author));
    } elsif ($token =~ /^\n?:(\d+) (\d+) (\w+) (\w+) ([A-Z])/) {
        my ($bits, $blob, $status) = ($2, $4, $5);
        my $path = clean(shift @tokens);
        my $type = $type{$status} or die "unexpected status $status of $path\n";
        my $now = $status eq 'D' ? '"mode":null,"blob":null' : sprintf '"mode":"%s","blob":"%s"', $bits, $blob;
        printf '{"id":"%s-%d","stream":%s,"type":"%s","time":"%s","data":{"path":%s,%s},"meta":{"correlation":"%s"}}' . "\n",
            $commit, ++$count, quoted(stream_of($path)), $type, $time, quoted($path), $now, $commit;
    } elsif ($token =~ /\S/) {
        die "unexpected output of git log: $token\n";
    }
}
