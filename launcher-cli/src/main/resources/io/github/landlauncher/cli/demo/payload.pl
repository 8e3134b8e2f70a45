# What every attack of the demo runs, as: payload ATTACK [ARGUMENT...]
# It tries four things, records what came of each, and then does what git expects of it.
# A line of the record: ATTACK, attempt, "ok" or the error, what was gained; separated by tabs.
use strict;
use warnings;
use Socket;

my ($attack, @arguments) = @ARGV;
my $here = $0 =~ s{/[^/]*$}{}r;
open(my $targets, '<', "$here/targets") or die "$here/targets: $!";
chomp(my ($secret, $outside, $port, $jvm) = <$targets>);

sub read_secret {
	open(my $file, '<', $secret) or return;
	chomp(my $line = <$file>);
	return $line;
}

sub write_outside {
	open(my $file, '>', "$outside/$attack") or return;
	print $file "pwned\n";
	return '';
}

sub connect_by_tcp {
	socket(my $socket, PF_INET, SOCK_STREAM, 0) or return;
	connect($socket, sockaddr_in($port, INADDR_LOOPBACK)) or return;
	syswrite($socket, "$attack\n") or return;
	return '';
}

sub signal_jvm {
	return kill('USR1', $jvm) ? '' : undef;
}

sub attempt {
	my ($name, $action) = @_;
	my $gained = $action->();
	my $line = defined $gained ? "ok\t$gained" : "$!\t";
	open(my $record, '>>', "$here/record") or die "$here/record: $!";
	print $record "$attack\t$name\t$line\n";
}

attempt('read', \&read_secret);
attempt('write', \&write_outside);
attempt('connect', \&connect_by_tcp);
attempt('signal', \&signal_jvm);

print "token\0/\0" if $attack eq 'fsmonitor';
exec 'cat' if $attack eq 'clean' or $attack eq 'smudge';
exec 'cat', '--', $arguments[0] if $attack eq 'textconv';
