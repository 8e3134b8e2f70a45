# What every attack of the demo runs, as: payload ATTACK [ARGUMENT...]
# It tries eight things, records what came of each, and then does what git expects of it.
# A line of the record: ATTACK, attempt, "ok" or the error, what was gained; separated by tabs.
# No module but POSIX, if there is one: some systems have perl in many packages.
use strict;
use warnings;

my ($AF_INET, $SOCK_STREAM, $SOCK_DGRAM, $IPPROTO_MPTCP, $ETIMEDOUT) = (2, 1, 2, 262, 110);

my ($attack, @arguments) = @ARGV;
my $here = $0 =~ s{/[^/]*$}{}r;
open(my $targets, '<', "$here/targets") or die "$here/targets: $!";
chomp(my ($secret, $outside, $tcp, $udp, $mptcp, $jvm) = <$targets>);

sub fail {
	die "$!\n";
}

sub read_secret {
	open(my $file, '<', $secret) or fail;
	chomp(my $line = <$file>);
	return $line;
}

sub write_outside {
	open(my $file, '>', "$outside/$attack") or fail;
	print $file "pwned\n";
	return '';
}

sub connected {
	my ($type, $protocol, $port) = @_;
	socket(my $socket, $AF_INET, $type, $protocol) or fail;
	connect($socket, pack('S n C4 x8', $AF_INET, $port, 127, 0, 0, 1)) or fail;
	syswrite($socket, "$attack\n") or fail;
	return $socket;
}

sub connect_by_tcp {
	connected($SOCK_STREAM, 0, $tcp);
	return '';
}

sub connect_by_mptcp {
	connected($SOCK_STREAM, $IPPROTO_MPTCP, $mptcp);
	return '';
}

# A datagram has arrived when there is an answer.
sub send_by_udp {
	my $socket = connected($SOCK_DGRAM, 0, $udp);
	vec(my $readable = '', fileno($socket), 1) = 1;
	select($readable, undef, undef, 10) or ($! = $ETIMEDOUT, fail);
	sysread($socket, my $answer, 512) or fail;
	return '';
}

sub signal_jvm {
	kill('USR1', $jvm) or fail;
	return '';
}

# Starts a process that is nobody's child and holds nothing of git's; gives its id once that is so.
sub start_daemon {
	pipe(my $reader, my $writer) or fail;
	defined(my $child = fork) or fail;
	if ($child == 0) {
		eval { require POSIX; POSIX::setsid() };
		exit(0) if fork;
		open(STDIN, '<', '/dev/null');
		open(STDOUT, '>', '/dev/null');
		open(STDERR, '>', '/dev/null');
		syswrite($writer, $$);
		close($writer);
		alarm(600); # should nobody be there any more to end it
		sleep;
		exit(0);
	}
	close($writer);
	waitpid($child, 0);
	sysread($reader, my $daemon, 32) or fail;
	return $daemon;
}

sub find_token {
	return $ENV{LANDLAUNCHER_DEMO_TOKEN} // die "not set\n";
}

sub attempt {
	my ($name, $action) = @_;
	my $gained = eval { $action->() };
	chomp(my $error = $@);
	my $line = defined $gained ? "ok\t$gained" : "$error\t";
	open(my $record, '>>', "$here/record") or die "$here/record: $!";
	print $record "$attack\t$name\t$line\n";
}

attempt('read', \&read_secret);
attempt('write', \&write_outside);
attempt('connect', \&connect_by_tcp);
attempt('udp', \&send_by_udp);
attempt('mptcp', \&connect_by_mptcp);
attempt('signal', \&signal_jvm);
attempt('daemon', \&start_daemon);
attempt('environment', \&find_token);

print "token\0/\0" if $attack eq 'fsmonitor';
exec 'cat' if $attack eq 'clean' or $attack eq 'smudge';
exec 'cat', '--', $arguments[0] if $attack eq 'textconv';
